import{a as r,b as s}from"./chunk-HHYHREPX.js";export{r as Usher,s as default};
