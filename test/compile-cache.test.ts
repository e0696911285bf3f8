import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run } from './run.ts';

/** The folder compiled code would be kept in, on whatever Node runs this; null for none. */
async function keptIn(env: Readonly<Record<string, string>>): Promise<string | null> {
  const folder = emptyFolder();
  const [hook, said] = [join(folder, 'hook.cjs'), join(folder, 'said')];
  writeFileSync(
    hook,
    `require('node:module').enableCompileCache = (folder) => require('node:fs').writeFileSync(${JSON.stringify(said)}, folder);`,
  );
  const { code } = await run(['--version'], { ...env, NODE_OPTIONS: `--require ${hook}` });
  expect(code).toBe(0);
  return existsSync(said) ? readFileSync(said, 'utf8') : null;
}

test('compiled code is kept in a folder that only the user may write, never in a home that is none', async () => {
  const home = emptyFolder();
  expect(await keptIn({ HOME: home })).toBe(join(home, '.cache/bedrock-doctor'));
  expect(statSync(join(home, '.cache/bedrock-doctor')).mode & 0o077).toBe(0);
  const caches = emptyFolder();
  expect(await keptIn({ HOME: home, XDG_CACHE_HOME: caches })).toBe(join(caches, 'bedrock-doctor'));
  expect(await keptIn({ HOME: home, NODE_COMPILE_CACHE: join(home, 'own') })).toBe(join(home, 'own'));
  const nobody = join(home, 'nobody');
  expect(await keptIn({ HOME: nobody })).toBe(null);
  expect(existsSync(nobody)).toBe(false);
  expect(await keptIn({ HOME: '' })).toBe(null);
});
