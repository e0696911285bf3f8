// Makes executable/bedrock-doctor, one file that runs without Node: this Node with the tool in it.
// https://nodejs.org/api/single-executable-applications.html. Usage: node scripts/executable.mjs [FILE]
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'postject';
import { asOneFile } from './build-options.mjs';

/** What Node's binary is marked with where it can take a program in. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const target = resolve(process.argv[2] ?? 'executable/bedrock-doctor');
if (!readFileSync(process.execPath).includes(FUSE)) {
  console.error(`${process.execPath} cannot take a program in: it was built without single-executable applications.`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'bedrock-doctor-sea-'));
try {
  const [main, blob, config] = ['main.cjs', 'main.blob', 'sea.json'].map((name) => join(folder, name));
  await build({ ...asOneFile, outfile: main });
  writeFileSync(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }));
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'pipe' });
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  await inject(target, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(target);
