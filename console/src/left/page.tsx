// What left for a language model: today's figures, and every call with exactly what was sent.

import { modelState } from "../api/people.js";
import type { ModelCall, ModelState } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go, type Place } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { byDay } from "../store/time.js";
import { humane } from "../store/words.js";
import { Select } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { CallView } from "./call.js";
import { useCalls } from "./calls.js";
import { Today } from "./today.js";

export function LeftPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { link, team } = useDesk();
  const state = useLoad(modelState, [link.value === "open"]);
  const { prompt = "", conversation = "" } = at.query;
  const { calls, before, busy, problem, more } = useCalls({ prompt, conversation });
  const box = useRowKeys<HTMLDivElement>("call");
  const nameOf = (key: string) => team.inboxes.value.find((one) => one.key === key)?.name ?? key;
  const query = (next: Record<string, string>) =>
    go({ page: "left", query: Object.fromEntries(Object.entries({ prompt, conversation, ...next }).filter(([, value]) => value)) }, true);
  // Where no model is configured and none was before, there is nothing to choose from.
  const nothing = state.value?.configured === false && calls?.length === 0 && !prompt && !conversation;
  return (
    <div class="page wide">
      <PageHead title="What left" openDrawer={openDrawer} />
      <div class="page-body">
        <p class="lead">Everything that was sent to a language model, word by word. What does not stand here was sent to none.</p>
        {state.problem && !state.value && <Trouble words={state.problem} again={state.again} />}
        {nothing ? (
          <Nothing />
        ) : (
          <>
            {state.value && (state.value.configured || state.value.today.calls > 0) && <Today state={state.value} />}
            {state.value && !state.value.configured && (
              <p class="told">No language model is configured now. What stands below was sent when one was.</p>
            )}
            <section class="block" aria-label="Calls">
              <h2>Calls</h2>
              <div class="tools">
                <Select quiet label="Prompt" value={prompt} options={prompts(state.value, calls, prompt)} onChange={(next) => query({ prompt: next })} />
                {conversation && (
                  <button class="button small" onClick={() => query({ conversation: "" })}>
                    <Icon name="cross" size={13} />
                    Of one conversation
                  </button>
                )}
              </div>
              {problem && <Trouble words={problem} again={more} />}
              {calls === null && !problem && <Lines />}
              {calls?.length === 0 && (
                <Empty icon="send" title={prompt || conversation ? "Nothing left for this" : "Nothing left yet"} />
              )}
              <div ref={box} class="audit">
                {byDay(calls ?? [], minute.value).map(([day, list]) => (
                  <section key={day} aria-label={day}>
                    <h3>{day}</h3>
                    <ul class="lines">
                      {list.map((call) => (
                        <CallView key={call.id} call={call} inbox={nameOf(call.inbox)} />
                      ))}
                    </ul>
                  </section>
                ))}
              </div>
              {before && calls && calls.length > 0 && (
                <button class="button" disabled={busy} onClick={more}>
                  {busy ? "Reading…" : "Load more"}
                </button>
              )}
            </section>
          </>
        )}
      </div>
    </div>
  );
}

const Nothing = () => (
  <Empty icon="send" title="Nothing leaves for a language model">
    <p>
      None is configured, so no word of a conversation or an article goes to one. Usher answers in the articles’ own words. A
      model is set up in <code>usher.toml</code>; from then on, every call stands here.
    </p>
  </Empty>
);

/** The prompts that are known: of today, and of what is on the screen. */
function prompts(state: ModelState | null, calls: ModelCall[] | null, chosen: string): [string, string][] {
  const names = [...(state?.today.by_prompt ?? []), ...(calls ?? [])].map((one) => one.prompt);
  const all = [...new Set([...names, ...(chosen ? [chosen] : [])])].sort();
  return [["", "Every prompt"], ...all.map((name): [string, string] => [name, humane(name)])];
}
