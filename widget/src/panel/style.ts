// The panel's looks. Brand, link and paper come from the theme (src/theme/theme.ts), which also says light or dark.

export const PANEL_CSS = `
button,textarea,input{font:inherit;color:inherit;margin:0}
button{background:none;border:0;padding:0;cursor:pointer;touch-action:manipulation}
button:disabled{cursor:default;opacity:.55}
p,h2,h3,ol,ul,dl,dd,blockquote,fieldset,pre{margin:0;padding:0;border:0;font:inherit;list-style:none}
a{color:var(--link)}
:host{--from:left}
:host([dir=rtl]){--from:right}
.panel *{unicode-bidi:plaintext;text-align:var(--from)}
.bubble *,.quote *,.panel textarea{text-align:start}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.panel{position:fixed;z-index:2147483001;bottom:calc(var(--gap) + 68px);right:var(--right);left:var(--left);width:400px;max-width:calc(100vw - 2*var(--gap));height:min(700px,calc(100vh - var(--gap) - 84px));display:flex;flex-direction:column;overflow:clip;border-radius:18px;background:var(--paper);color:var(--ink);box-shadow:0 0 0 1px rgba(0,0,0,.1),0 16px 56px rgba(0,0,0,.28);animation:rise .16s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(10px)}}
@keyframes come{from{opacity:0;transform:translateY(4px)}}
.head{display:flex;align-items:center;gap:4px;padding:10px 8px;border-bottom:1px solid var(--line)}
.tool{display:grid;place-items:center;width:44px;height:44px;border-radius:12px;flex:none;color:var(--quiet)}
.tool:hover,.quiet:hover{background:var(--soft);color:var(--ink)}
.face{display:grid;place-items:center;width:36px;height:36px;border-radius:50%;background:var(--brand);color:var(--on-brand);flex:none}
.face img{width:100%;height:100%;border-radius:50%;object-fit:cover}
.face:has(img){background:none}
.team{display:flex;flex:none;padding-inline-end:4px}
.portrait{display:grid;place-items:center;width:32px;height:32px;border-radius:50%;overflow:hidden;background:var(--soft);color:var(--ink);font-size:11.5px;font-weight:650;box-shadow:0 0 0 2px var(--paper)}
.portrait+.portrait{margin-inline-start:-6px}
.portrait img{width:100%;height:100%;object-fit:cover}
.face svg{width:20px;height:20px;fill:currentColor;stroke:none}
.who{flex:1;min-width:0;padding:0 6px}
h2{font-size:16px;font-weight:650;line-height:1.3;overflow-wrap:anywhere}
.sub{font-size:13px;color:var(--quiet);line-height:1.35}
.banner{display:flex;align-items:center;gap:10px;padding-block:4px;padding-inline:16px 6px;background:var(--warn-soft);color:var(--warn);font-size:13.5px;line-height:1.4}
.banner svg{width:18px;height:18px}
.banner span{flex:1}
.text{min-height:44px;padding:0 8px;color:var(--link);font-weight:550;text-decoration:underline;text-underline-offset:3px}
.text svg{width:16px;height:16px;vertical-align:-3px;transition:transform .15s}
.banner .text{color:inherit}
[aria-expanded=true]>svg:last-child{transform:rotate(180deg)}
.body,.main,.talk-view{flex:1;min-height:0;display:flex;flex-direction:column;position:relative}
.talk-log,.page{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px;outline-offset:-3px}
.items{display:flex;flex-direction:column;gap:12px;min-height:100%}
.start{padding:12px 2px 4px}
.greeting{font-size:21px;font-weight:650;line-height:1.3;letter-spacing:-.01em;text-wrap:balance}
.disclosure{display:flex;gap:8px;margin-top:10px;font-size:13.5px;color:var(--quiet);line-height:1.45}
.disclosure svg,.kind svg{width:16px;height:16px;margin-top:2px;fill:var(--link);stroke:none}
.start .pills{margin-top:16px}
.day{align-self:center;font-size:12.5px;color:var(--quiet)}
.msg{display:flex;flex-direction:column;align-items:flex-start;gap:6px;max-width:92%}
.msg:not(.ai),.dots{animation:come .14s ease-out}
.msg.goes-on{margin-top:-6px}
.me{align-self:flex-end;align-items:flex-end;max-width:84%}
.bubble{padding:9px 14px;border-radius:18px;border-end-start-radius:6px;background:var(--soft);overflow-wrap:anywhere;max-width:100%}
.me .bubble{border-end-start-radius:18px;border-end-end-radius:6px;background:var(--brand);color:var(--on-brand)}
.me p{white-space:pre-wrap}
.person .bubble{box-shadow:inset 0 0 0 1.5px var(--link);background:var(--paper)}
[data-delivery=refused] .bubble{opacity:.6}
.forming{color:var(--quiet)}
.bubble>*+*{margin-top:8px}
.bubble>.unseen+*{margin-top:0}
.bubble ol{list-style:decimal;padding-inline-start:22px}
.bubble ul{list-style:disc;padding-inline-start:20px}
.bubble li{list-style:inherit}
.bubble li+li{margin-top:4px}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.bubble code{padding:1px 4px;border-radius:5px;background:rgba(127,127,127,.16)}
pre{overflow:auto;padding:10px;border-radius:10px;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere}
.mark{position:relative;min-width:20px;height:20px;margin:0 2px;padding:0 5px;border-radius:10px;background:var(--paper);color:var(--link);font-size:12px;font-weight:650;line-height:20px;text-align:center;box-shadow:inset 0 0 0 1px var(--edge);vertical-align:1px}
.mark::after{content:"";position:absolute;inset:-12px -4px}
.sources{width:100%;display:flex;flex-direction:column;gap:6px}
.source{display:flex;align-items:center;gap:8px;width:100%;min-height:44px;padding:6px 12px;border-radius:12px;box-shadow:inset 0 0 0 1px var(--line);font-size:13.5px;line-height:1.4}
.source:hover{box-shadow:inset 0 0 0 1px var(--edge)}
.source span{flex:1;min-width:0;overflow-wrap:anywhere}
.source svg{width:17px;height:17px;color:var(--quiet);transition:transform .15s}
.quote{margin-block:8px 4px;margin-inline-start:12px;scroll-margin:16px;padding-inline-start:12px;border-inline-start:3px solid var(--link);font-size:13.5px}
blockquote{white-space:pre-wrap;overflow-wrap:anywhere}
.quote a{display:inline-flex;align-items:center;min-height:44px;font-weight:550}
.sure,.delivery{display:flex;align-items:center;flex-wrap:wrap;gap:5px;font-size:12.5px;color:var(--quiet)}
.delivery{justify-content:flex-end}
.sure svg,.delivery svg{width:15px;height:15px;stroke-width:2.2}
.sure[data-level=high]{color:var(--good)}
.sure[data-level=low]{color:var(--warn)}
[data-delivery=refused] .delivery{color:var(--warn)}
.pills{display:flex;flex-wrap:wrap;gap:8px;margin-top:4px}
.pill{min-height:44px;padding:8px 16px;border-radius:22px;box-shadow:inset 0 0 0 1.5px var(--link);color:var(--link);font-weight:550;line-height:1.35}
.pill:hover:enabled{background:var(--soft)}
.card{width:100%;padding:14px;border-radius:16px;box-shadow:inset 0 0 0 1px var(--line);display:flex;flex-direction:column;gap:6px}
.kind{display:flex;gap:6px;font-size:12.5px;color:var(--quiet)}
h3{font-size:15.5px;font-weight:650}
.card>p{font-size:14px}
.acts{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;margin-top:6px}
.acts .text{padding:0}
.primary{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:44px;padding:0 20px;border-radius:22px;background:var(--brand);color:var(--on-brand);font-weight:600;box-shadow:inset 0 0 0 1px var(--link)}
.primary:hover:enabled{filter:brightness(1.08)}
.primary svg{width:18px;height:18px}
.steps{list-style:decimal;padding-inline-start:24px;font-size:14px}
.steps li{list-style:inherit;padding:4px 0}
.ended{color:var(--quiet);font-size:12.5px}
[data-outcome=completed] .ended{color:var(--good)}
[data-outcome=failed] .ended{color:var(--warn)}
.note{display:flex;gap:10px;padding:12px 14px;border-radius:14px;background:var(--soft);font-size:14px;line-height:1.45}
.note svg{width:20px;height:20px;color:var(--link)}
.note.failed{background:var(--warn-soft);color:var(--warn)}
.note.failed svg{color:inherit}
.solved{font-size:14px}
.rating{padding:14px;border-radius:16px;box-shadow:inset 0 0 0 1px var(--line)}
legend{padding:0;font-weight:650}
.stars{display:flex;margin-top:4px;margin-inline-start:-8px}
.star{position:relative;display:grid;place-items:center;width:44px;height:44px;border-radius:12px;cursor:pointer;color:var(--edge)}
.star input{position:absolute;opacity:0;width:1px;height:1px}
.star svg{width:28px;height:28px}
.star[data-on]{color:#b06f00}
.star[data-on] svg{fill:#f5a623;stroke:#b06f00}
span.star{cursor:default}
.tick{display:flex;gap:10px;align-items:center;min-height:44px;font-size:14px;cursor:pointer}
.tick input{width:20px;height:20px;flex:none;accent-color:var(--link)}
.star:focus-within{outline:2px solid var(--link)}
.more{display:flex;flex-direction:column;align-items:flex-start;gap:10px;margin-top:8px}
textarea{display:block;width:100%;resize:none;padding:10px 14px;border:1px solid var(--edge);border-radius:14px;background:var(--paper);line-height:22px}
textarea::placeholder{unicode-bidi:plaintext;text-align:var(--from);color:var(--quiet);opacity:1}
.problem{color:var(--warn);font-size:13.5px}
.thanks{display:flex;gap:8px;align-items:center;color:var(--good)}
.dots{display:flex;gap:5px;padding:15px 16px}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--quiet);animation:dot 1.2s infinite}
.dots i:nth-child(2){animation-delay:.15s}.dots i:nth-child(3){animation-delay:.3s}
@keyframes dot{0%,60%,100%{opacity:.35}30%{opacity:1;transform:translateY(-3px)}}
.jump{position:absolute;bottom:8px;inset-inline:0;width:fit-content;margin-inline:auto;min-height:44px;padding:0 18px;border-radius:22px;background:var(--ink);color:var(--paper);font-size:13.5px;font-weight:600;box-shadow:0 4px 16px rgba(0,0,0,.3)}
.composer{padding:8px 12px 4px;padding-bottom:max(4px,env(safe-area-inset-bottom));border-top:1px solid var(--line)}
.count{font-size:12.5px;color:var(--quiet);padding:0 4px 6px}
.count:empty{padding:0}
.count[data-over]{color:var(--warn);font-weight:550}
.write{position:relative}
.write textarea{padding-inline-end:54px;min-height:46px;padding-block:11px;max-height:156px;border-radius:23px}
.write textarea:focus{outline:2px solid var(--link);outline-offset:-1px;border-color:transparent}
.send{position:absolute;bottom:1px;inset-inline-end:1px;display:grid;place-items:center;width:44px;height:44px;border-radius:50%}
.send svg{box-sizing:content-box;width:20px;height:20px;padding:7px;border-radius:50%;background:var(--brand);color:var(--on-brand);stroke-width:2.2}
.send:disabled{opacity:1}
.send:disabled svg{background:var(--soft);color:var(--quiet)}
.under{display:flex;justify-content:space-between}
.quiet{display:flex;align-items:center;gap:7px;min-height:44px;padding:0 8px;border-radius:12px;font-size:13.5px;color:var(--quiet)}
.quiet svg{width:18px;height:18px}
.quiet[data-idle]{visibility:hidden}
.page>*+*{margin-top:14px}
.switch{display:flex;align-items:center;gap:10px;min-height:44px;font-weight:550;cursor:pointer}
.switch input{appearance:none;width:44px;height:26px;border-radius:13px;background:var(--edge);position:relative;cursor:pointer;flex:none}
.switch input::after{content:"";position:absolute;top:3px;inset-inline-start:3px;width:20px;height:20px;border-radius:50%;background:var(--paper);transition:inset-inline-start .15s}
.switch input:checked{background:var(--link)}
.switch input:checked::after{inset-inline-start:21px}
dt{font-size:12.5px;color:var(--quiet);margin-top:10px}
dd{overflow-wrap:anywhere;font-size:14px}
summary{min-height:44px;line-height:44px;cursor:pointer;color:var(--link);font-weight:550;margin-top:10px}
.talks{display:flex;flex-direction:column}
.talk{display:flex;flex-direction:column;gap:3px;width:100%;padding:12px;border-radius:12px}
.talk:hover,.talk[aria-current]{background:var(--soft)}
.talks li+li{border-top:1px solid var(--line)}
.line{display:flex;justify-content:space-between;gap:12px;width:100%;font-size:12.5px;color:var(--quiet)}
.words,.preview{min-width:0;max-width:100%;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.words{flex:1;font-size:15px;font-weight:600;color:var(--ink)}
.preview{width:100%;font-size:14px;color:var(--quiet)}
.talk:has(.new) .preview{color:var(--ink)}
.new{min-width:22px;padding:0 6px;border-radius:11px;background:var(--brand);color:var(--on-brand);font-weight:650;line-height:22px;text-align:center;position:relative}
.state{display:flex;align-items:center;gap:7px}
.state::before{content:"";width:8px;height:8px;border-radius:50%;background:var(--edge)}
.state[data-state=pending]::before,.state[data-state=open]::before,.state[data-state=snoozed]::before{background:var(--link)}
.none{padding:14px;color:var(--quiet)}
:host([dir=rtl]) .turns svg{transform:scaleX(-1)}
@media(max-width:400px){.portrait+.portrait+.portrait{display:none}}
@media(max-width:360px){.team{display:none}}
@media(max-width:520px),(max-height:420px){.panel{inset:0;top:0;width:100%;max-width:none;height:100dvh;border-radius:0;animation:none}textarea{font-size:16px}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media(forced-colors:active){.bubble,.card,.pill,.primary,.source,.tool,.mark,.panel,.note{border:1px solid}}
@media print{.panel{display:none}}
`;
