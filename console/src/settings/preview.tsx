// The widget as it will look, drawn while one types. A picture, not the widget: nothing in it can be used.

import type { Settings } from "../api/types.js";
import { inkOn, valueOf } from "./overlay.js";

export function Preview({ settings, defaults }: { settings: Settings; defaults: Settings }) {
  const both = { settings, defaults };
  const given = valueOf(both, "color") ?? "";
  const ink = inkOn(given);
  const color = ink ? given : "#145c4a";
  const scheme = valueOf(both, "scheme") ?? "auto";
  const agent = valueOf(both, "agent_name") ?? "Usher";
  return (
    <aside class="preview" aria-label="Preview">
      <p class="hint">As contacts see it{!ink && given ? "; this is no colour yet" : ""}</p>
      <div class={`preview-page ${valueOf(both, "position") === "left" ? "left" : ""}`} aria-hidden="true">
        <div class="preview-panel" data-scheme={scheme}>
          <div class="preview-head" style={{ background: color, color: ink ?? "#ffffff" }}>
            {valueOf(both, "name")}
          </div>
          <div class="preview-body">
            <p class="preview-bubble">{valueOf(both, "greeting")}</p>
            {(valueOf(both, "suggestions") ?? []).slice(0, 4).map((question) => (
              <p key={question} class="preview-question">
                {question}
              </p>
            ))}
          </div>
          <p class="preview-foot">{agent} is an AI agent. It can be wrong, and you can ask for a person.</p>
        </div>
        <span class="preview-launcher" style={{ background: color, color: ink ?? "#ffffff" }}>
          ?
        </span>
      </div>
    </aside>
  );
}
