function t(t){let e=null;return Object.assign(()=>{if(e)return e;let n=e=t();return n.catch(()=>{e===n&&(e=null)}),n},{made:()=>e,forget:()=>{e=null}})}export{t as a};
