import{a as r,b as s}from"./chunk-3PTG65F5.js";export{r as Usher,s as default};
