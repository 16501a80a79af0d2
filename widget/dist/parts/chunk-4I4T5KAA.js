var t=s=>[...s].slice(0,300).join(""),e=s=>t(String(s)).replace(/[^\s@<>"']+@[^\s@<>"']+\.\w+/g,"[email]").replace(/\d(?:[ -]?\d){11,}/g,"[number]");export{t as a,e as b};
