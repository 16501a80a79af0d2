// The script tag. It puts `window.Usher` there, begins where the tag names an inbox, and takes what was asked before.

import type { InitOptions, UsherApi } from "../public.js";
import type { Theme } from "../api/types.js";
import { createUsher } from "./usher.js";

/** The files of the parts, by name, without folder and ending; filled in by the build. */
declare const HASHES: Record<string, string>;

type Call = [method: keyof UsherApi, ...rest: unknown[]];

const script = document.currentScript as HTMLScriptElement | null;
const source = script?.src || location.href;
const part = (name: string) => import(new URL(`parts/${HASHES[name]}.js`, source).href);

const Usher: UsherApi = createUsher(
  {
    // What the client imports is asked for at the same time.
    core: () => Promise.all([part("core"), part("styles")]).then(([core]) => core),
    hints: () => part("hints"),
    bubble: () => part("bubble"),
    strings: (language) => part(language),
  },
  new URL(source).origin,
);

function fromTag({ dataset: d }: HTMLScriptElement): InitOptions {
  const given = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const theme = given({
    color: d.color,
    scheme: d.scheme,
    position: d.position,
    offset: d.offset && Number(d.offset),
    logo: d.logo,
  }) as Theme;
  return {
    inbox: d.inbox!,
    theme,
    launcher: d.launcher !== "hidden",
    hints: d.hints !== "off",
    ...given({
      server: d.server,
      locale: d.locale,
      token: d.token,
      privateSelector: d.private,
      linkHosts: d.linkHosts?.split(/[\s,]+/),
    }),
  };
}

/** `(window.UsherQueue ||= []).push(["identify", token])` works before and after the script is there. */
function takeQueue() {
  const host = window as unknown as { UsherQueue?: Call[] };
  const run = ([method, ...rest]: Call) => (Usher[method] as (...all: unknown[]) => void)?.(...rest);
  const waiting = host.UsherQueue ?? [];
  host.UsherQueue = { push: run } as unknown as Call[];
  waiting.forEach(run);
}

// What the tag says holds for a page that calls `init` itself, as far as the call says nothing else.
const tag = script && fromTag(script);
const { init } = Usher;
Usher.init = (options) => init({ ...tag, ...options, theme: { ...tag?.theme, ...options.theme } });

Object.assign(window, { Usher });
if (tag?.inbox) Usher.init(tag);
takeQueue();
