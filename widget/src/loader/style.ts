// What shows before the panel does.

export const LAUNCHER_CSS = `
:host{all:initial;font:15px/1.5 system-ui,sans-serif;direction:inherit}
*,::before,::after{box-sizing:border-box}
[hidden]{display:none!important}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;flex:none}
.launcher{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;bottom:var(--gap);right:var(--right);left:var(--left);display:grid;place-items:center;width:56px;height:56px;border-radius:50%;background:var(--brand);color:var(--on-brand);box-shadow:0 0 0 1px rgba(0,0,0,.08),0 6px 20px rgba(0,0,0,.28);cursor:pointer;transition:transform .15s}
.launcher:hover{transform:scale(1.05)}
.launcher:focus-visible{outline:3px solid var(--link);outline-offset:3px}
.badge{position:absolute;top:-3px;inset-inline-end:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c4162b;color:#fff;font-size:12px;font-weight:600;line-height:22px;text-align:center;box-shadow:0 0 0 2px var(--paper)}
@media(prefers-reduced-motion:reduce){.launcher{transition:none}}
@media(forced-colors:active){.launcher{border:2px solid}}
@media print{.launcher{display:none}}
`;
