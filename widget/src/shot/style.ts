// The looks of the step between a screenshot and sending it; buttons are the panel's.

export const SHOT_CSS = `
.shot{position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none;margin:0;padding:16px 24px;border:0;display:flex;flex-direction:column;gap:12px;background:var(--paper);color:var(--ink)}
.shot>p{font-size:14px;color:var(--quiet);margin-top:-8px}
.stage{flex:1;min-height:0;display:grid;grid-template:minmax(0,1fr)/minmax(0,1fr);padding:16px;border-radius:14px;background:var(--soft)}
.stage canvas{grid-area:1/1;place-self:center;max-width:100%;max-height:100%}
.stage canvas:first-child{box-shadow:0 0 0 1px var(--edge)}
.stage canvas:last-child{cursor:crosshair;touch-action:none;outline-offset:4px}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.tools .text{margin-inline-start:auto}
.size{padding:0 8px;font-size:13.5px;color:var(--quiet)}
`;
