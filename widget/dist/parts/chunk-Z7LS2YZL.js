var e=e=>[...e].slice(0,300).join(""),a=a=>e(String(a)).replace(/[^\s@<>"']+@[^\s@<>"']+\.\w+/g,"[email]").replace(/\d(?:[ -]?\d){11,}/g,"[number]");export{e as a,a as b};
