import { readdirSync, symlinkSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vitest/config';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'src');

/**
 * Compiles every module of `src` into one of its own, which Node imports as it is. Imported through Vite each of the thousand
 * takes three times as long, in every worker, and its calls of other modules are slower.
 */
export async function compileSource(folder: string): Promise<void> {
  const modules = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const all = await rolldown({
    input: modules.map((path) => join(SOURCE, path)),
    platform: 'node',
    external: [/^[^./]/],
    treeshake: false,
  });
  await all.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: ROOT,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  await all.close();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}

let isWatching = false;

/** Has the tests import what was compiled into the folder of this run; while it watches `src`, what stands there now. */
export const compiledSource: Plugin = {
  name: 'compiled source',
  enforce: 'pre',
  configureVitest({ vitest }) {
    isWatching = vitest.config.watch;
  },
  resolveId(id, importer) {
    const folder = process.env['STARTS_IN'];
    if (isWatching || folder === undefined || importer === undefined || !/^\..*\.ts$/.test(id)) return null;
    const path = resolve(importer, '..', id);
    return path.startsWith(SOURCE + sep)
      ? { id: join(folder, relative(ROOT, path).replace(/\.ts$/, '.mjs')), external: true }
      : null;
  },
};
