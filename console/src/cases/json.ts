// A case as text: one line in the file, indented where people read and write it.

export type ReadCase = { made: Record<string, unknown> } | { wrong: string };

/** Indented; what is no JSON stays as it is. */
export function pretty(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), null, 2);
  } catch {
    return line;
  }
}

export function readCase(text: string): ReadCase {
  if (!text.trim()) return { wrong: "A case is a JSON object in braces." };
  try {
    const made: unknown = JSON.parse(text);
    if (typeof made === "object" && made !== null && !Array.isArray(made)) return { made: made as Record<string, unknown> };
    return { wrong: "A case is one JSON object, in braces." };
  } catch (error) {
    return { wrong: `This is not JSON: ${(error as Error).message.replace(/^JSON\.parse: /, "")}` };
  }
}

const TEMPLATES: Record<string, unknown> = {
  resolve: {
    id: "",
    turns: [{ author: "contact", text: "" }],
    expect: { outcome: "answer", cites: ["articles/….md"], contains: [] },
  },
  retrieve: { id: "", query: "", relevant: ["articles/….md"] },
};
/** What a case of this kind looks like, to be filled in. */
export const templateOf = (kind: string) => JSON.stringify(TEMPLATES[kind] ?? { id: "" }, null, 2);
