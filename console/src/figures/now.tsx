// What is the case this moment: read anew when the counts move, and every few seconds while somebody looks.

import { useEffect, useState } from "preact/hooks";
import { figures } from "../api/people.js";
import { useDesk } from "../shell/context.js";
import { now } from "../store/clock.js";
import { span } from "../store/time.js";
import { useLoad } from "../ui/load.js";

const EVERY = 15_000;
/** `now` comes with every answer; the shortest time costs the server least. Both ends are said: clocks may differ. */
const SHORT = 1000;

export function NowRow() {
  const { counts, link } = useDesk();
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => !document.hidden && setTick((at) => at + 1), EVERY);
    return () => window.clearInterval(timer);
  }, []);
  const read = async () => {
    const at = Date.now();
    const answer = await figures({ from: new Date(at - SHORT).toISOString(), to: new Date(at).toISOString() });
    return { ...answer.now, at: Date.now() };
  };
  const { value } = useLoad(read, [tick, counts.value?.waiting, counts.value?.open, link.value === "open"]);
  const wait = value?.longest_wait_s;
  const tiles: [string, string, string][] = [
    ["Waiting", value ? `${value.waiting}` : "…", "for a person, taken by nobody yet"],
    ["Longest wait", !value ? "…" : typeof wait === "number" ? span(wait + (now.value - value.at) / 1000) : "nobody waits", "of those, since the contact’s word"],
    ["With people", value ? `${value.active}` : "…", "conversations"],
    ["Online", value ? `${value.online}` : "…", value ? `and ${value.away} away` : ""],
    ["Free places", value ? `${value.free}` : "…", "more that those online could take"],
  ];
  return (
    <section class="now-row" aria-label="Now">
      <h2>
        <i class="pulse" aria-hidden="true" />
        Now
      </h2>
      <dl>
        {tiles.map(([name, words, more]) => (
          <div key={name} class={name === "Waiting" && value && value.waiting > 0 ? "pressing" : ""}>
            <dt>{name}</dt>
            <dd>
              <b>{words}</b>
              <small>{more}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
