import{a,b as s}from"./chunk-C7ISFBA6.js";export{a as Usher,s as default};
