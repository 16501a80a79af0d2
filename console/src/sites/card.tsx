// One site: how often it is read, what it is at, and what came of it last.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { sites } from "../api/sites.js";
import type { Site, SiteChange, SiteResult } from "../api/types.js";
import { href } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { count } from "../store/numbers.js";
import { size, until } from "../store/time.js";
import { Confirm } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { Ago, Badge, Coded, Out } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { resultWords, scheduleWords, scopeWords, standing } from "./words.js";

interface SiteCardProps {
  site: Site;
  /** null: not for this role. */
  onChange: (() => void) | null;
  /** Something was done to it. */
  again: () => void;
}

export function SiteCard({ site, onChange, again }: SiteCardProps) {
  const { words, tone } = standing(site);
  const { source, start, last, problem } = site;
  return (
    <li class="card site">
      <header>
        <div>
          <h2>{source}</h2>
          {source !== start && (
            <small class="path">
              <Out href={start}>{start}</Out>
            </small>
          )}
        </div>
        <Badge tone={tone}>{words}</Badge>
        {onChange && <Acts site={site} onChange={onChange} again={again} />}
      </header>
      <div>
        <p class="quiet">{scheduleOf(site, minute.value)}</p>
        <div role="status">{site.state === "reading" && <UnderWay done={site.done} />}</div>
      </div>
      {problem && site.state === "idle" && (
        <p class="complaint">
          <Coded words={problem} />
        </p>
      )}
      {last ? <Last last={last} /> : site.state === "idle" && !problem && <p class="told">Nothing was read yet.</p>}
      <footer>
        <a data-row href={href({ page: "articles", query: { source } })}>
          Its articles
        </a>
      </footer>
    </li>
  );
}

function scheduleOf(site: Site, now: number): string {
  const { every_hours, state, next_at, grace_days, by } = site;
  return [
    `${scheduleWords(every_hours)}${next_at && state === "idle" ? `, next ${until(next_at, now)}` : ""}`,
    ...scopeWords(site),
    `articles of vanished pages stay ${grace_days === 1 ? "1 day" : `${grace_days} days`}`,
    ...(by ? [`added by ${by.name}`] : []),
  ].join(" · ");
}

const UnderWay = ({ done }: { done: number }) => (
  <div class="under-way">
    <p>{done === 0 ? "Being read: no page yet" : `Being read: ${done === 1 ? "1 page" : `${count(done)} pages`} so far`}</p>
    <progress aria-label="Reading the site" />
  </div>
);

function Last({ last }: { last: SiteResult }) {
  const { at, requests, bytes, stopped, changes, changed, passed } = last;
  return (
    <div class="site-last">
      <p>{resultWords(last)}.</p>
      <p class="quiet">
        Read <Ago at={at} /> · {requests === 1 ? "1 request" : `${count(requests)} requests`} · {size(bytes)}
      </p>
      {stopped && (
        <p class="told warned">
          Not all of the site was seen: <Coded words={stopped} />.
        </p>
      )}
      {changes.length > 0 && (
        <Folded words="New and changed" all={changed} shown={changes.length}>
          {changes.map((one) => (
            <Change key={one.article} one={one} />
          ))}
        </Folded>
      )}
      {passed.length > 0 && (
        <Folded words="Passed over" all={passed.length} shown={passed.length}>
          {passed.map(({ url, reason }) => (
            <li key={url}>
              <div class="lines-main">
                <span class="path">
                  <Out href={url}>{url}</Out>
                </span>
                <small>{reason}</small>
              </div>
            </li>
          ))}
        </Folded>
      )}
    </div>
  );
}

interface FoldedProps {
  words: string;
  all: number;
  shown: number;
  children: ComponentChildren;
}

const Folded = ({ words, all, shown, children }: FoldedProps) => (
  <details>
    <summary>
      {words} <span class="total">{count(all)}</span>
    </summary>
    <ul class="lines" aria-label={words}>
      {children}
    </ul>
    {shown < all && <p class="hint">The first {count(shown)} are listed.</p>}
  </details>
);

const Change = ({ one: { article, title, was, version } }: { one: SiteChange }) => (
  <li>
    <div class="lines-main">
      <a href={href({ page: "articles", id: article })}>{title}</a>
      <small class="path">{article}</small>
    </div>
    {was === null ? (
      <Badge tone="green">New</Badge>
    ) : (
      <a
        class="button small"
        href={href({ page: "articles", id: article, query: { compare: `${was},${version}` } })}
        aria-label={`Compare versions ${was} and ${version} of ${title}`}
      >
        Compare
      </a>
    )}
  </li>
);

function Acts({ site, onChange, again }: { site: Site; onChange: () => void; again: () => void }) {
  const [removing, setRemoving] = useState(false);
  return (
    <div class="site-acts">
      <button
        class="button small"
        data-row
        disabled={site.state !== "idle"}
        aria-label={`Read now: ${site.source}`}
        onClick={() => void sites.read(site.id).then(again, failed)}
      >
        <Icon name="reopen" size={14} />
        Read now
      </button>
      <Menu
        compact
        label={`More for ${site.source}`}
        icon="more"
        class="icon-button"
        items={[
          { label: "Change…", icon: "settings", onSelect: onChange },
          { label: "Remove…", icon: "trash", onSelect: () => setRemoving(true) },
        ]}
      />
      {removing && (
        <Confirm
          title={`Remove “${site.source}”?`}
          yes="Remove the site"
          onClose={() => setRemoving(false)}
          run={async () => {
            await sites.remove(site.id);
            toast("The site is not read again. Its articles stay");
            again();
          }}
        >
          <p>
            It is not read again, and what was passed over is forgotten. Its articles stay as they are; archive those that nobody should
            be answered from.
          </p>
        </Confirm>
      )}
    </div>
  );
}
