import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Bundles a program of this folder so that plain Node can run it; the path of the result. */
export async function buildChild(name: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bedrock-doctor-child-')), `${name}.cjs`);
  await build({
    entryPoints: [resolve(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    logLevel: 'warning',
  });
  return outfile;
}
