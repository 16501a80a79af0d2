// The looks of a hint; colours and place come from the theme.

export const HINT_CSS = `
.hint{position:fixed;z-index:2147483000;bottom:calc(var(--gap) + 70px);right:var(--right);left:var(--left);width:min(320px,calc(100vw - 2*var(--gap)));padding:14px 16px 10px;border-radius:16px;background:var(--paper);color:light-dark(#16181d,#eceef3);box-shadow:0 0 0 1px light-dark(rgba(0,0,0,.09),rgba(255,255,255,.16)),0 8px 30px rgba(0,0,0,.24);animation:hint .2s ease-out}
.launcher[hidden]+.hint{bottom:var(--gap)}
.launcher[aria-expanded=true]+.hint{display:none}
@keyframes hint{from{opacity:0;transform:translateY(6px)}}
.hint p{margin:0 0 8px;min-height:1.5em;overflow-wrap:anywhere}
.hint div{display:flex;flex-wrap:wrap;gap:4px 8px}
.hint button{all:unset;box-sizing:border-box;min-height:44px;padding:8px 12px;border-radius:22px;font-size:14px;font-weight:600;line-height:1.35;cursor:pointer;color:light-dark(#5a6170,#a6adbb)}
.hint .hint-yes{padding-inline:18px;background:var(--brand);color:var(--on-brand);box-shadow:inset 0 0 0 1px var(--link)}
.hint button:hover{text-decoration:underline;text-underline-offset:3px}
.hint button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media(prefers-reduced-motion:reduce){.hint{animation:none}}
@media(forced-colors:active){.hint,.hint button{border:1px solid}}
@media print{.hint{display:none}}
`;
