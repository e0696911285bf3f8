// Throws damaged config files, facts, plans, journals and answers of AWS at the built tool, on the sandbox of this machine:
// npm run fuzz -- --minutes 10 --seed 7. Ends with 1 when there was a crash, a hang, a leak or a change that was not shown.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'bedrock-doctor-fuzz-'));
try {
  const outfile = join(folder, 'fuzz.mjs');
  await build({
    entryPoints: ['test/fuzz/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    // What it needs beside itself lies where the tests do.
    define: { 'import.meta.dirname': JSON.stringify(resolve('test')) },
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  process.env.STARTS_IN = folder;
  const { fuzz } = await import(pathToFileURL(outfile).href);
  const numberOf = (flag, otherwise) => {
    const at = process.argv.indexOf(flag);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const minutes = numberOf('--minutes', 1);
  const seed = numberOf('--seed', Date.now() % 1_000_000);
  console.log(`seed ${seed}, ${minutes} minutes`);
  process.exitCode = await fuzz({ minutes, seed, project: process.cwd(), say: (line) => console.log(line) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
