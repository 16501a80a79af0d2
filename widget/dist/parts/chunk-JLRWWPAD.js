var a="usher-widget";export{a};
