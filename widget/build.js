// Builds widget/dist: the modules with their parts (split, named by content), then the script tag's loader, which knows
// the parts' names. The same sources give the same bytes.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minify } from "terser";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}dist`;

/** The entry file of each part that loads on its own. */
const PARTS = {
  watch: "src/page/watch.ts",
  core: "src/core/session.ts",
  guide: "src/guide/index.ts",
  hints: "src/hints/index.ts",
  shot: "src/shot/index.ts",
  ...Object.fromEntries(["en", "de", "fr", "es", "pt", "ja"].map((language) => [language, `src/i18n/${language}.ts`])),
};

/** Stylesheets are template strings in `style.ts`; they are made small like everything else. */
const smallStyles = {
  name: "small-styles",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]style\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, "utf8");
      const found = /`([^`$]*)`/.exec(text);
      if (!found) throw new Error(`${path} is not one stylesheet without placeholders`);
      const { code } = await transform(found[1], { loader: "css", minify: true, target: "chrome123", charset: "utf8" });
      return { contents: text.replace(found[0], () => JSON.stringify(code.trim())), loader: "ts" };
    });
  },
};

const sources = readdirSync(`${here}src`, { recursive: true }).filter((name) => /(?<!\.test)\.ts$/.test(name)).sort();
const read = (name) => readFileSync(`${here}src/${name}`, "utf8");

/** Names of texts that the sources use for nothing else: short ones stand for them, in every language alike. */
function namesOfTexts() {
  const names = [...read("i18n/en.ts").matchAll(/^\s+(\w+):/gm)].map(([, name]) => name);
  const code = sources.filter((name) => !/^i18n/.test(name)).map(read);
  const elsewhere = code.join("\n").replace(/\b(strings|words)(\.\w+)+/g, "");
  const used = new Set(elsewhere.match(/\w+/g));
  return new RegExp(`^(${[...new Set(names)].filter((name) => !used.has(name)).join("|")})$`);
}

/** What esbuild leaves, terser makes smaller by another three in a hundred. */
const SMALLER = {
  ecma: 2022,
  module: true,
  compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
  format: { comments: false },
};
/** Names are made of what esbuild saw; so it sees what happens afterwards, too. */
const terser = JSON.parse(readFileSync(`${here}node_modules/terser/package.json`, "utf8")).version;
const banner = { js: `/* terser ${terser} ${JSON.stringify(SMALLER)} */` };

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  plugins: [smallStyles],
  banner,
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out);

const modules = await build({
  ...common,
  entryPoints: { index: "src/index.ts", react: "src/react/index.ts" },
  format: "esm",
  splitting: true,
  external: ["react"],
  chunkNames: "parts/[name]-[hash]",
  mangleProps: namesOfTexts(),
  outdir: out,
});

const names = {};
for (const [path, output] of Object.entries(modules.metafile.outputs)) {
  const found = Object.entries(PARTS).find(([, entry]) => entry === output.entryPoint);
  if (found) names[found[0]] = `parts/${basename(path)}`;
}
for (const name of Object.keys(PARTS)) if (!names[name]) throw new Error(`the part ${name} was not built`);

// `de-COULNZBA.js`: the loader puts the name together again.
const hashes = Object.fromEntries(Object.entries(names).map(([name, file]) => [name, /^parts\/(.+)\.js$/.exec(file)[1]]));
await build({
  ...common,
  entryPoints: { widget: "src/loader/index.ts" },
  format: "iife",
  define: { HASHES: JSON.stringify(hashes) },
  outdir: out,
});

const imports = (path) => modules.metafile.outputs[path].imports.filter((i) => i.kind === "import-statement").map((i) => i.path);
const manifest = Object.fromEntries(
  Object.entries(names).map(([name, file]) => {
    const path = `dist/${file}`;
    return [name, [file, ...imports(path).map((p) => p.replace(/^dist\//, ""))]];
  }),
);
writeFileSync(`${out}/parts.json`, `${JSON.stringify(manifest, null, 2)}\n`);

for (const file of readdirSync(out, { recursive: true }).filter((name) => name.endsWith(".js"))) {
  const { code } = await minify(readFileSync(`${out}/${file}`, "utf8"), SMALLER);
  writeFileSync(`${out}/${file}`, `${code}\n`);
}
