import{a as r,b as s}from"./chunk-YATBVOLX.js";export{r as Usher,s as default};
