// Builds widget/dist: the modules with their parts (split, named by content), then the script tag's loader, which knows
// the parts' names. The same sources give the same bytes.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}dist`;

/** The entry file of each part that loads on its own. */
const PARTS = {
  watch: "src/page/watch.ts",
  core: "src/core/session.ts",
  guide: "src/guide/index.ts",
  ...Object.fromEntries(["en", "de", "fr", "es", "pt", "ja"].map((language) => [language, `src/i18n/${language}.ts`])),
};

/** Stylesheets are template strings in `style.ts`; they are made small like everything else. */
const smallStyles = {
  name: "small-styles",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]style\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, "utf8");
      const found = /`([^`$]*)`/.exec(text);
      // With placeholders in it, it is not a stylesheet yet.
      if (!found || text.includes("${")) return undefined;
      const { code } = await transform(found[1], { loader: "css", minify: true, target: "chrome123", charset: "utf8" });
      return { contents: text.replace(found[0], () => JSON.stringify(code.trim())), loader: "ts" };
    });
  },
};

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
if (!process.argv.includes("--no-types")) {
  execFileSync("node", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], { cwd: here, stdio: "inherit" });
}
