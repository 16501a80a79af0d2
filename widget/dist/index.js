import{a as r,b as s}from"./chunk-27V5MZSM.js";export{r as Usher,s as default};
