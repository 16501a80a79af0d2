// The looks of files: chips while they are attached, pictures and names in the thread.

export const FILES_CSS = `
.ways{position:absolute;z-index:1;bottom:1px;inset-inline-start:2px;display:flex}
.ways .tool{width:42px;height:44px;border-radius:22px}
.ways .tool svg{width:21px;height:21px}
.ways .tool+.tool{margin-inline-start:-4px}
.ways:not([hidden])~textarea{padding-inline-start:46px}
.ways:not([hidden]):not(:has(.tool[hidden]))~textarea{padding-inline-start:84px}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chips:not(:empty){padding-bottom:8px}
.chips li{position:relative;display:flex;align-items:center;gap:8px;max-width:100%;min-height:44px;padding-inline-start:12px;border-radius:12px;background:var(--soft);font-size:13.5px;overflow:clip}
.chips bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.chips .tool{margin-inline-start:-4px}
.chips svg{width:16px;height:16px}
small{flex:none;font-size:12.5px;color:var(--quiet)}
progress{appearance:none;position:absolute;inset:auto 0 0;width:100%;height:3px;border:0;background:none}
progress::-webkit-progress-bar{background:none}
progress::-webkit-progress-value{background:var(--link);transition:width .2s}
progress::-moz-progress-bar{background:var(--link)}
.composer .problem span{display:block;padding:0 4px 8px;overflow-wrap:anywhere}
.files{display:flex;flex-direction:column;gap:6px;max-width:100%}
.me .files{align-items:flex-end}
.files li{max-width:100%}
.shown{display:block;border-radius:14px;overflow:clip;box-shadow:0 0 0 1px var(--line)}
.shown img{display:block;width:240px;max-width:100%;aspect-ratio:3/2;object-fit:cover;object-position:top;background:var(--soft)}
.file{display:flex;align-items:center;gap:8px;min-height:44px;max-width:100%;padding:6px 14px;border-radius:14px;box-shadow:inset 0 0 0 1px var(--edge);font-size:14px;line-height:1.4;text-decoration:none}
.file bdi{min-width:0;overflow-wrap:anywhere;font-weight:550}
a.file bdi{text-decoration:underline;text-underline-offset:3px}
.file svg{width:17px;height:17px;color:var(--quiet)}
[data-drop]::after{content:attr(data-drop);position:absolute;inset:8px;z-index:2;display:grid;place-items:center;border:2px dashed var(--link);border-radius:14px;background:var(--paper);color:var(--link);font-size:17px;font-weight:650;pointer-events:none}
@media(forced-colors:active){.chips li,.file{border:1px solid}}
`;
