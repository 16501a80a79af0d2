import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BLANK } from "../articles/words.js";
import { fakeEnv, memory } from "../live/fakes.js";
import { createContent } from "./content.js";
import { createKept } from "./kept.js";

class FakeRequest {
  static all: FakeRequest[] = [];
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  responseText = "";
  url = "";
  stopped = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {}
  send() {
    FakeRequest.all.push(this);
  }
  abort() {
    this.stopped = true;
    this.onabort?.();
  }
  answer(status: number, body: unknown) {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload?.();
  }
}
const settled = () => new Promise((done) => setTimeout(done));
const file = (name: string, bytes = 10) => new File(["x".repeat(bytes)], name);

beforeEach(() => {
  FakeRequest.all = [];
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
});
afterEach(() => vi.unstubAllGlobals());

test("two files are sent at once, the next when one arrived", async () => {
  const content = createContent(fakeEnv());
  content.send([file("a.md"), file("b.md"), file("c d.md")], "articles");
  expect(FakeRequest.all.map(({ url }) => url)).toEqual([
    "/v1/people/knowledge/uploads?name=a.md&folder=articles",
    "/v1/people/knowledge/uploads?name=b.md&folder=articles",
  ]);
  FakeRequest.all[0]?.upload.onprogress?.({ loaded: 4 });
  expect(content.sending.value.map(({ state, sent }) => [state, sent])).toEqual([
    ["sending", 4],
    ["sending", 0],
    ["waiting", 0],
  ]);
  FakeRequest.all[0]?.answer(202, { id: "u1" });
  await settled();
  expect(content.uploads.value.get("u1")).toEqual({ id: "u1" });
  expect(content.sending.value.map(({ name, state }) => [name, state])).toEqual([
    ["b.md", "sending"],
    ["c d.md", "sending"],
  ]);
});

test("what is refused says why; only what was not decided can be sent again", async () => {
  const content = createContent(fakeEnv());
  content.send([file("a.exe"), file("b.md")], "");
  FakeRequest.all[0]?.answer(415, { type: "/problems/file-type-refused", title: "", detail: "" });
  FakeRequest.all[1]?.onerror?.();
  await settled();
  expect(content.sending.value.map(({ state, passing }) => [state, passing])).toEqual([
    ["refused", false],
    ["refused", true],
  ]);
  expect(content.sending.value[0]?.problem).toMatch(/Markdown, HTML/);
  content.again(content.sending.value[1]!.key);
  expect(FakeRequest.all).toHaveLength(3);
  content.drop(content.sending.value[1]!.key);
  expect(FakeRequest.all[2]?.stopped).toBe(true);
  expect(content.sending.value).toHaveLength(1);
});

test("what is too large is not sent at all", () => {
  const content = createContent(fakeEnv());
  const large = file("large.zip");
  Object.defineProperty(large, "size", { value: 201 * 1024 * 1024 });
  content.send([large], "");
  expect(FakeRequest.all).toEqual([]);
  expect(content.sending.value[0]).toMatchObject({ state: "refused", passing: false });
});

test("many changes in a row are looked at once at their beginning and once at their end", () => {
  const env = fakeEnv();
  const content = createContent(env);
  for (let at = 0; at < 5; at++) content.change();
  expect(content.changed.value).toBe(1);
  env.pass(1000);
  expect(content.changed.value).toBe(2);
});

test("an article that is written is kept, and nothing that is broken comes back", () => {
  const local = memory();
  const kept = createKept(fakeEnv(local), "a.");
  kept.set("x.md", { base: 3, meta: BLANK, body: "half", at: "2026-01-01T00:00:00Z" });
  expect(kept.get("x.md")?.body).toBe("half");
  local.set("a.x.md", "{broken");
  expect(kept.get("x.md")).toBeNull();
  kept.set("x.md", null);
  expect(local.all.size).toBe(0);
});
