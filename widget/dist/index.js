import{a,b as s}from"./chunk-MR723FR3.js";export{a as Usher,s as default};
