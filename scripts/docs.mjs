// Writes the documents that are made from the code.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// TypeScript is bundled here and now, because Node 20 does not run it.
const folder = mkdtempSync(join(tmpdir(), 'bedrock-doctor-docs-'));
let made;
try {
  const outfile = join(folder, 'pages.mjs');
  await build({
    entryPoints: ['scripts/docs/pages.ts'],
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  made = (await import(pathToFileURL(outfile).href)).pages();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const [path, text] of made) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
for (const file of readdirSync('docs/causes')) {
  const path = `docs/causes/${file}`;
  if (!made.has(path)) rmSync(path);
}
console.log(`${made.size} documents written`);
