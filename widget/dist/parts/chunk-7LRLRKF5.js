var e="usher-widget";export{e as a};
