import{a,b as s}from"./chunk-PUBIZDOD.js";export{a as Usher,s as default};
