// Builds everything the browser loads into static/dist: `node build.mjs [--watch]`.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUT = "static/dist";
const ROOT = `${OUT}/root`; // WhiteNoise serves it at the very top: /t.js
const FONTS = "node_modules/@fontsource-variable/inter/files";
const shared = { bundle: true, minify: true, outdir: OUT, legalComments: "linked" };

/** One SVG file with a <symbol> for each icon named in assets/icons.txt. */
function sprite() {
  const names = fs.readFileSync("assets/icons.txt", "utf8").trim().split(/\s+/);
  const symbols = names.map((name) => {
    const svg = fs.readFileSync(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
    const shapes = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "");
    return (
      `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"` +
      ` stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`
    );
  });
  fs.writeFileSync(`${OUT}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

/** Pages load one entry each; what an entry imports lazily becomes a chunk with its own hash. */
async function scripts() {
  await build({
    ...shared,
    entryPoints: fs.readdirSync("assets/entries").map((file) => `assets/entries/${file}`),
    format: "esm",
    splitting: true,
    target: "es2022",
    chunkNames: "chunks/[name]-[hash]",
  });
  // Runs before the first paint, so it is a classic script and must import nothing.
  await build({ ...shared, entryPoints: ["assets/iife/theme.js"], format: "iife", target: "es2020" });
}

/** The script in the shops' pages, with its gzipped copy beside it, as WhiteNoise serves them. */
async function storefront() {
  await build({
    ...shared,
    entryPoints: ["assets/storefront/t.js"],
    outdir: ROOT,
    format: "iife",
    target: "es2020",
    legalComments: "none",
  });
  fs.writeFileSync(`${ROOT}/t.js.gz`, gzipSync(fs.readFileSync(`${ROOT}/t.js`), { level: 9 }));
}

function styles() {
  execFileSync("node_modules/.bin/tailwindcss", ["-i", "assets/app.css", "-o", `${OUT}/app.css`, "--minify"], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  for (const subset of ["latin", "latin-ext"]) {
    const file = `inter-${subset}-wght-normal.woff2`;
    fs.copyFileSync(`${FONTS}/${file}`, `${OUT}/${file}`);
  }
}

async function everything() {
  const start = performance.now();
  fs.mkdirSync(OUT, { recursive: true });
  fs.rmSync(`${OUT}/chunks`, { recursive: true, force: true });
  sprite();
  await scripts();
  await storefront();
  styles();
  fs.cpSync("assets/images", OUT, { recursive: true });
  console.log(`static/dist built in ${Math.round(performance.now() - start)} ms`);
}

await everything();
if (process.argv.includes("--watch")) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => everything().catch(console.error), 150);
  };
  for (const folder of ["assets", "templates"]) fs.watch(folder, { recursive: true }, later);
}
