// Commands that are there on every page.

import type { Theme } from "../store/prefs.js";
import { may, VIEWS } from "../store/views.js";
import { useCommands, type Command } from "./commands.js";
import { useDesk } from "./context.js";
import { pagesOf } from "./pages.js";
import { go } from "./router.js";

const VIEW_KEYS: Record<string, string> = {
  mine: "g m",
  offered: "g o",
  waiting: "g w",
  open: "g p",
  pending: "g u",
  snoozed: "g s",
  resolved: "g r",
  mentions: "g n",
};

interface Shell {
  openPalette: () => void;
  openHelp: () => void;
  signOut: () => void;
}

export function useShellCommands({ openPalette, openHelp, signOut }: Shell): void {
  const desk = useDesk();
  const { role } = desk.me.value;
  useCommands(() => {
    const views = may(role, "read") ? VIEWS : [];
    const goTo: Command[] = [
      ...views.map(({ view, name }): Command => ({
        id: `view.${view}`,
        title: name,
        group: "Go to",
        icon: view,
        keys: VIEW_KEYS[view] ?? "",
        run: () => go({ page: "inbox", view }),
      })),
      ...pagesOf(role).map(({ page, name, icon, keys }): Command => ({
        id: `page.${page}`,
        title: name,
        group: "Go to",
        icon,
        keys,
        run: () => go({ page }),
      })),
    ];
    return [
      { id: "palette", title: "Command palette", group: "Console", keys: "Mod+k", run: openPalette, hidden: true },
      { id: "help", title: "Keyboard shortcuts", group: "Console", icon: "help", keys: "?", run: openHelp },
      ...goTo,
      {
        id: "presence",
        title: "Switch between online and away",
        group: "You",
        icon: "waiting",
        keys: "g a",
        run: () => desk.wish(desk.presence.peek() === "online" ? "away" : "online"),
      },
      ...(["system", "light", "dark"] as Theme[]).map((theme): Command => ({
        id: `theme.${theme}`,
        title: `Looks: ${theme === "system" ? "as the system" : theme}`,
        group: "You",
        icon: "sun",
        run: () => void (desk.prefs.theme.value = theme),
      })),
      { id: "sign-out", title: "Sign out", group: "You", icon: "out", run: signOut },
    ];
  }, [role]);
}
