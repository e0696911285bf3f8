import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { compileSource } from './compiled-source.ts';

const ROOT = resolve(import.meta.dirname, '..');

/**
 * Runs once before all tests: builds `dist`, so that no test looks at yesterday's, and gives every temporary folder of the
 * run one parent, which goes with the run. And starts what the tests start the program by.
 */
export async function setup(): Promise<() => void> {
  // The unit tests never start the binary, and a build is a third of their time.
  if (process.env['BEDROCK_DOCTOR_BUILD'] !== 'skip')
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-doctor-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['STARTS_IN'] = folder;
  await compileSource(folder);
  const { beginStarts } = await import('./warm.ts');
  const endStarts = await beginStarts();
  return () => {
    endStarts();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
