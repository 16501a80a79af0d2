// What scenarios of guides have in common: where things are on their pages.

import { goTo } from "./scenario.js";

export const EDITOR = { as: "editor" };
export const INVITE = "invite-teammate";
export const open = (page, id, query = "") => goTo(page, `#/guides/${id}${query}`);
export const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
export const text = (page) => page.getByRole("textbox", { name: "Text", exact: true });
export const dialog = (page, name) => page.getByRole("dialog", { name });
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const steps = (page) => page.getByRole("list", { name: "Steps" }).getByRole("listitem");
export const beside = (page, name) => page.getByRole("group", { name: "Beside the text" }).getByRole("button", { name }).click();
/** Changes what is in the editor. */
export const change = async (page, from, to) => text(page).fill((await text(page).inputValue()).replace(from, to));
