function e(e,t){let l=e=>e.replace(/^\/+|\/+$/g,"").split("/"),[n,r]=[l(e),l(t)];return n.length===r.length&&n.every((e,t)=>"*"===e||e===r[t])}export{e as a};
