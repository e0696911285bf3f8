import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/** Bundles a program of this folder so that plain Node can run it, each client of AWS in a file of its own; the path of the result. */
export async function buildChild(name: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'bedrock-doctor-child-'));
  const program = await rolldown({
    input: resolve(import.meta.dirname, `${name}.ts`),
    platform: 'node',
    external: ['supports-color'],
    resolve: { mainFields: ['module', 'main'], conditionNames: ['module', 'import', 'node', 'default'] },
  });
  await program.write({ dir, format: 'cjs', dynamicImportInCjs: false, entryFileNames: '[name].cjs', minify: true });
  return join(dir, `${name}.cjs`);
}
