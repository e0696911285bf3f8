import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, run } from './run.ts';

/**
 * Runs the binary and tells which files it loaded, by their paths; what Node has built in is none, nor what keeps the
 * compiled code.
 */
export async function loadedBy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const folder = emptyFolder();
  const [hook, list] = [join(folder, 'hook.cjs'), join(folder, 'list.json')];
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  await run(args, { ...env, NODE_OPTIONS: `--require ${hook}` }, '', folder);
  return (JSON.parse(readFileSync(list, 'utf8')) as string[]).filter(
    (file) => file !== hook && !/(?:compile-cache\.js|build\.json)$/.test(file),
  );
}
