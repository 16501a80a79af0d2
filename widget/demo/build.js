// Builds src/ into dist/, the same bytes on every machine. `--check` fails if dist/ is not what src/ makes.

import { build } from "esbuild";
import { readFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

const made = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome125", "firefox126", "safari17.5"],
  charset: "utf8",
  legalComments: "none",
  write: false,
});
const files = new Map(made.outputFiles.map((file) => [file.path.slice(dist.length + 1), Buffer.from(file.contents)]));
files.set("index.html", await readFile(join(here, "src/index.html")));

if (process.argv.includes("--check")) {
  for (const [name, bytes] of files) {
    const committed = await readFile(join(dist, name)).catch(() => Buffer.alloc(0));
    if (!committed.equals(bytes)) {
      console.error(`dist/${name} is not what src/ makes: run npm run build`);
      process.exitCode = 1;
    }
  }
} else {
  await mkdir(dist, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(dist, name), bytes);
}
