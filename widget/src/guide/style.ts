// The looks of highlight and bubble, with the colours of src/theme/style.ts. Brand, link, paper and scheme are the widget's
// (src/theme/theme.ts), where it lends them.

export const GUIDE_CSS = `
:host{all:initial!important;color-scheme:var(--scheme,light dark)!important;position:fixed!important;inset:0!important;overflow:hidden!important;display:block!important;pointer-events:none!important;z-index:2147483647!important}
.ring,.bubble{--ground:var(--paper,light-dark(#fff,#17191f));--main:var(--brand,#3b4fd8);--mark:var(--link,light-dark(#3b4fd8,#aab6ff));
--shadow:0 0 0 1px var(--line),0 16px 40px rgba(0,0,0,.4)}
*{box-sizing:border-box}
[hidden]{display:none!important}
.ring{position:absolute;left:0;top:0;border-radius:10px;box-shadow:0 0 0 2px var(--ground),0 0 0 5px var(--mark),0 0 0 200vmax rgba(10,13,22,.5);
opacity:0;transition:opacity .18s}
.ring.on{opacity:1}
.ring.on::after{content:"";position:absolute;inset:-5px;border-radius:15px;border:2px solid var(--mark);animation:beat 1.6s ease-out 3}
@keyframes beat{from{transform:none;opacity:.9}to{transform:scale(1.06,1.22);opacity:0}}
.bubble{position:absolute;left:0;top:0;width:min(340px,100vw - 20px);pointer-events:auto;
background:var(--ground);color:var(--ink);border-radius:14px;box-shadow:var(--shadow);padding:14px 16px 10px;
font:15px/1.45 system-ui,sans-serif;outline:0;animation:come .18s ease-out}
.bubble:focus-visible{box-shadow:0 0 0 2px var(--ground),0 0 0 4px var(--mark),var(--shadow)}
@keyframes come{from{opacity:0}}
.tip{position:absolute;width:14px;height:14px;background:var(--ground);transform:rotate(45deg);border-radius:3px}
[data-side=docked] .tip{display:none}
[data-side=bottom] .tip{top:-5px;margin-left:-7px}[data-side=top] .tip{bottom:-5px;margin-left:-7px}
[data-side=right] .tip{left:-5px;margin-top:-7px}[data-side=left] .tip{right:-5px;margin-top:-7px}
.head{display:flex;align-items:center;justify-content:space-between;color:var(--quiet);font-size:13px;line-height:20px;min-height:28px}
.bar{display:flex;gap:4px;margin:4px 0 10px}
.bar i{flex:1;height:4px;border-radius:2px;background:var(--line);transition:background .2s}
.bar i.past,.bar i.now{background:var(--mark)}.bar i.past{opacity:.45}
.say{margin:0;font-weight:600;font-size:16px;overflow-wrap:anywhere}
.note{display:flex;align-items:center;gap:8px;margin:6px 0;color:var(--quiet);font-size:14px}
.note.busy::before{content:"";flex:none;width:14px;height:14px;border-radius:50%;border:2px solid var(--line);border-top-color:var(--main);
animation:turn .8s linear infinite}
@keyframes turn{to{transform:rotate(1turn)}}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:6px;margin-top:12px;margin-inline-start:-10px}
button{font:inherit;font-size:14px;color:var(--ink);background:none;border:0;border-radius:8px;min-height:32px;padding:4px 10px;cursor:pointer}
button:hover{background:var(--soft)}
button:focus-visible{outline:2px solid var(--mark);outline-offset:1px}
.main{background:var(--main);color:var(--on-brand,#fff);font-weight:600;margin-inline-start:auto;padding:4px 16px}
.main:hover{background:var(--main);filter:brightness(1.08)}
.differs{margin-top:4px;margin-inline-start:-10px;color:var(--quiet);font-size:13px;text-decoration:underline;text-underline-offset:3px;text-decoration-color:var(--line)}
.close{width:28px;min-height:28px;padding:0;margin-inline-end:-6px;color:var(--quiet);display:grid;place-items:center}
.close svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(pointer:coarse){button{min-height:44px;padding-inline:12px}.close{width:44px;min-height:44px;margin-block:-8px;margin-inline-end:-12px}}
@media(max-width:520px){.bubble{width:calc(100vw - 20px)}}
@media(prefers-reduced-motion:reduce){*,*::after,*::before{animation:none!important;transition:none!important}
.note.busy::before{border-color:var(--main)}}
@media(forced-colors:active){.ring{outline:4px solid Highlight}.bubble{border:2px solid CanvasText}.bar i.now{background:Highlight}}
`;
