// A page that is loaded when it is first opened: who never comes here never waits for it.

import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Trouble } from "./parts.js";
import { Lines } from "./page.js";

/** `part`: not a page but a part of one, with nothing in its place until it is there. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>, part = false): FunctionComponent<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [state, setState] = useState<"loading" | "here" | "failed">(loaded ? "here" : "loading");
    useEffect(() => {
      if (loaded) return;
      let shown = true;
      load().then(
        (page) => ((loaded = page), shown && setState("here")),
        () => shown && setState("failed"),
      );
      return () => void (shown = false);
    }, []);
    const Page = loaded;
    if (Page) return <Page {...props} />;
    if (state === "failed")
      return (
        <div class="alone">
          <Trouble
            words="This page could not be loaded: Usher was updated, or cannot be reached. Load the console again; drafts are kept."
            again={() => location.reload()}
          />
        </div>
      );
    if (part) return null;
    return (
      <div class="page">
        <div class="page-body">
          <Lines />
        </div>
      </div>
    );
  };
}
