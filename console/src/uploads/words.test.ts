import { expect, test } from "vitest";
import type { FileState, Upload } from "../api/types.js";
import { countWords, standing } from "./words.js";

const NONE: Record<FileState, number> = { queued: 0, reading: 0, indexing: 0, ready: 0, unchanged: 0, quarantined: 0 };
function upload(counts: Partial<Record<FileState, number>>, state: Upload["state"] = "done"): Upload {
  const all = { ...NONE, ...counts };
  const files = Object.values(all).reduce((sum, n) => sum + n, 0);
  return { id: "u", name: "a.zip", folder: "", bytes: 1, by: null, state, files, counts: all, created_at: "", ended_at: null };
}

test("what became of an upload", () => {
  expect(standing(upload({ reading: 1 }, "reading")).words).toBe("Reading");
  expect(standing(upload({ ready: 2, quarantined: 1 })).words).toBe("1 quarantined");
  expect(standing(upload({ quarantined: 1 })).words).toBe("Not read");
  expect(standing(upload({ unchanged: 3 })).words).toBe("Nothing new");
  expect(standing(upload({})).words).toBe("Nothing in it");
  expect(standing(upload({ ready: 1, unchanged: 3 })).words).toBe("Ready");
  expect(countWords(upload({ quarantined: 1, ready: 2 }))).toBe("2 ready, 1 quarantined");
});
