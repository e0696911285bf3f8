// Writes the documents that are made from the code.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

// TypeScript is bundled here and now, because Node 20 does not run it.
const {
  outputFiles: [bundle],
} = await build({
  entryPoints: ['scripts/docs/pages.ts'],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
const { pages } = await import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`);
const made = pages();
for (const [path, text] of made) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
for (const file of readdirSync('docs/causes')) {
  const path = `docs/causes/${file}`;
  if (!made.has(path)) rmSync(path);
}
console.log(`${made.size} documents written`);
