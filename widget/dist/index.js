import{a,b}from"./parts/chunk-ICWKSR7W.js";import"./parts/chunk-RVHVRAEQ.js";import"./parts/chunk-7LRLRKF5.js";export{a as Usher,b as default};
