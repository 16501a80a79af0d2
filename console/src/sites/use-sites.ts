// All sites, each as the latest word has it: what was read of the list, or what the socket said since it was asked for. Who
// does something to a site reads the list again: an answer may be older than what the socket said meanwhile.

import { sites } from "../api/sites.js";
import type { Site } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { useLoad, type Loaded } from "../ui/load.js";

export function useSites(): { sites: Site[] | null } & Pick<Loaded<unknown>, "problem" | "busy" | "again"> {
  const { content } = useDesk();
  const told = content.sites.value;
  const list = useLoad(async () => {
    const before = content.sites.peek();
    return { read: await sites.list(), before };
    // One that is told of for the first time is new in the list.
  }, [content.changed.value, told.size]);
  const shown = list.value?.read.map((one) => {
    const since = told.get(one.id);
    return since && since !== list.value?.before.get(one.id) ? since : one;
  });
  return { ...list, sites: shown ?? null };
}
