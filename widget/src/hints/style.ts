// The looks of a hint; colours and place come from the theme.

export const HINT_CSS = `
.hint{position:fixed;z-index:2147483000;bottom:calc(var(--gap) + 70px);right:var(--right);left:var(--left);width:min(320px,100vw - 2*var(--gap));padding:14px 16px 10px;border:1px solid transparent;border-radius:16px;background:var(--paper);box-shadow:0 0 0 1px rgba(127,127,127,.4),0 6px 20px rgba(0,0,0,.28);animation:hint .2s}
.launcher[hidden]+.hint{bottom:var(--gap)}
.launcher[aria-expanded=true]+.hint{display:none}
@keyframes hint{from{opacity:0}}
.hint p{margin:0 0 8px;min-height:1.5em;overflow-wrap:anywhere}
.hint button{all:unset;box-sizing:border-box;min-height:44px;padding:8px 12px;border-radius:22px;font-size:14px;font-weight:600;border:1px solid transparent;cursor:pointer}
.hint button:first-child{padding-inline:18px;margin-inline-end:8px;background:var(--brand);color:var(--on-brand);border-color:var(--link)}
.hint button:hover{text-decoration:underline}
.hint button:focus-visible{outline:3px solid var(--link);outline-offset:3px}
@media(prefers-reduced-motion:reduce){.hint{animation:none}}
@media print{.hint{display:none}}
`;
