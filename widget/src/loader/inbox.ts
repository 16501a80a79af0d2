// What an inbox tells everybody, asked for once a tab and language: greeting, looks, first questions.

import type { Inbox, Theme } from "../api/types.js";
import type { Env } from "../env.js";

/** Rejects where it cannot be had. */
export async function loadInbox(env: Env, server: string, inbox: string, language: string): Promise<Inbox> {
  const kept = keptInbox(env, inbox, language);
  if (kept) return kept;
  const answer = await env.fetch(`${server}/v1/inboxes/${encodeURIComponent(inbox)}?locale=${language}`, { credentials: "omit" });
  if (!answer.ok) throw answer;
  const text = await answer.text();
  const read = env.parse(text) as Inbox;
  env.session.set(keyOf(inbox, language), text);
  return read;
}

/** What this tab was told before; a page that loads anew shows the right looks at once. */
export const keptInbox = (env: Env, inbox: string, language: string): Inbox | null =>
  env.parse(env.session.get(keyOf(inbox, language)) ?? "null") as Inbox | null;

const keyOf = (inbox: string, language: string) => `usher.${inbox}.inbox.${language}`;

/** The inbox's looks under the host's own; pictures of the inbox lie on the server. */
export function looksOf(inbox: Inbox | null, own: Theme = {}, server: string): Theme {
  const said = Object.entries(inbox?.theme ?? {}).filter(([, value]) => value !== null);
  const { logo, team, ...rest } = Object.fromEntries(said) as Theme;
  const there = (path: string) => new URL(path, `${server}/`).href;
  return {
    ...rest,
    ...(logo && { logo: there(logo) }),
    ...(team && { team: team.map(({ name, photo }) => ({ name, photo: photo ? there(photo) : null })) }),
    ...own,
  };
}
