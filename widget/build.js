// Builds widget/dist: the parts that load when they are needed, each one file named by its content; the script tag's
// loader and the modules, which know the parts' names. The same sources give the same bytes.

import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { assertShort, SHORT } from "./build/names.js";
import { here, sources } from "./build/sources.js";
import { languageModule, withIndexes } from "./build/texts.js";

const out = `${here}dist`;
const LANGUAGES = ["en", "de", "fr", "es", "pt", "ja"];

/** What esbuild leaves, terser makes smaller by another three in a hundred. */
const SMALLER = {
  ecma: 2022,
  module: true,
  compress: { passes: 6, pure_getters: true, unsafe: true, unsafe_arrows: true },
  format: { comments: false },
};

const ROUNDS = 2;

/** The client's stylesheets are a file of their own: style and code in one file each spoil the other's compression. */
const STYLES = [...sources.keys()].filter((name) => /^(files|guide|panel|shot|theme)\/style\.ts$/.test(name));

const within = (path) => path.slice(`${here}src/`.length).replaceAll("\\", "/");

/** Stylesheets are template strings in `style.ts`. */
async function smallStyle(file) {
  const text = sources.get(file);
  const found = /`([^`$]*)`/.exec(text);
  if (!found) throw new Error(`${file} is not one stylesheet without placeholders`);
  const { code } = await transform(found[1], { loader: "css", minify: true, target: "chrome123", charset: "utf8" });
  return text.replace(found[0], () => JSON.stringify(code.trim()));
}

/** Modules as the build wants them; `elsewhere` tells what another file has. */
const made = (elsewhere = () => null) => ({
  name: "made",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, kind }) => {
      const found = elsewhere(path, kind);
      return found && { path: found, external: true };
    });
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const file = within(path);
      if (/(^|\/)style\.ts$/.test(file)) return { contents: await smallStyle(file), loader: "ts" };
      if (/^i18n\/..\.ts$/.test(file)) return { contents: await languageModule(file), loader: "ts" };
      return { contents: withIndexes(file, sources.get(file)), loader: "ts" };
    });
  },
});

/** What one round inlined, the next can make smaller still. */
async function smallest(text) {
  let code = text;
  for (let round = 0; round < ROUNDS; round++) ({ code } = await minify(code, SMALLER));
  return code;
}

/** Bundles and makes small; returns texts by file. */
async function bundle(entry, options = {}, elsewhere) {
  const { outputFiles } = await build({
    ...{ absWorkingDir: here, bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "none" },
    ...{ format: "esm", logLevel: "warning", write: false, outdir: out, plugins: [made(elsewhere)] },
    mangleProps: new RegExp(`^(${Object.keys(SHORT).join("|")})$`),
    mangleCache: { ...SHORT },
    ...(typeof entry === "string" ? { stdin: { contents: entry, resolveDir: here, loader: "ts" } } : { entryPoints: entry }),
    ...options,
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const file = path.slice(out.length + 1);
      const code = await smallest(text);
      assertShort(file, code);
      return { file, code: `${code}\n` };
    }),
  );
}

/** The file of each part, by name. */
const parts = {};
rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/parts`, { recursive: true });

async function part(name, entry, elsewhere) {
  const [{ code }] = await bundle(entry, {}, elsewhere);
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 8);
  parts[name] = `parts/${name}-${hash}.js`;
  writeFileSync(`${out}/${parts[name]}`, code);
}

await part("styles", STYLES.map((file) => `export * from "./src/${file}";`).join(""));
await part("core", { core: "src/core/session.ts" }, (path) => (/\/style(\.js)?$/.test(path) ? `./${parts.styles.slice("parts/".length)}` : null));
await part("hints", { hints: "src/hints/index.ts" });
await part("bubble", { bubble: "src/hints/bubble.ts" });
for (const language of LANGUAGES) await part(language, { [language]: `src/i18n/${language}.ts` });

/** Which part a module is that is imported when it is needed. */
const lazily = (path, kind) => {
  if (kind !== "dynamic-import") return null;
  const name = { "./core/session.js": "core", "./hints/index.js": "hints", "./hints/bubble.js": "bubble" }[path] ?? /^\.\/i18n\/(..)\.js$/.exec(path)?.[1];
  if (!parts[name]) throw new Error(`${path} is no part`);
  return `./${parts[name]}`;
};
const modules = await bundle({ index: "src/index.ts", react: "src/react/index.ts" }, { splitting: true, chunkNames: "[name]-[hash]", external: ["react"] }, lazily);

// `de-1f0c5a2b.js`: the loader puts the name together again.
const HASHES = Object.fromEntries(Object.entries(parts).map(([name, file]) => [name, /^parts\/(.+)\.js$/.exec(file)[1]]));
const loader = await bundle({ widget: "src/loader/index.ts" }, { format: "iife", define: { HASHES: JSON.stringify(HASHES) } });
for (const { file, code } of [...modules, ...loader]) writeFileSync(`${out}/${file}`, code);

/** What loads for each part. */
const files = Object.fromEntries(Object.entries(parts).map(([name, file]) => [name, name === "core" ? [file, parts.styles] : [file]]));
writeFileSync(`${out}/parts.json`, `${JSON.stringify(files, null, 2)}\n`);
