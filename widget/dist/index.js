import{a as r,b as s}from"./parts/chunk-PGRRQS3D.js";import"./parts/chunk-6EDM5A6C.js";import"./parts/chunk-JLRWWPAD.js";import"./parts/chunk-5ZR45DYY.js";export{r as Usher,s as default};
