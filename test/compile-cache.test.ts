import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, type Ran, startBinary } from './run.ts';
import { someRows } from './seed.ts';

/*
 * What V8 compiled for one run serves the next of the same command (bin/compile-cache.js): nowhere but in a folder that is the
 * user's own, never for another build, and never so that a run ends otherwise than it would without.
 */

const DIST = resolve(import.meta.dirname, '../dist');
const EXPLAIN = ['explain', 'The provided model identifier is invalid.'];
/** Without the suite's own folder of caches. */
const start = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> =>
  startBinary(args, { NODE_COMPILE_CACHE: '', ...env });
/** Names of the folders of caches, one for each command; none where there is no cache. */
const keptIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
const onlyIn = (folder: string): string => {
  const [only, ...more] = keptIn(folder);
  if (only === undefined || more.length > 0) throw new Error(`${folder} has ${[only, ...more].join(', ')}`);
  return join(folder, only);
};

test('compiled code is kept in a folder that only the user may write, never in a home that is none', async () => {
  const home = emptyFolder();
  const own = join(home, '.cache/bedrock-doctor');
  expect((await start(['--version'], { HOME: home })).code).toBe(0);
  expect(keptIn(own)).toHaveLength(1);
  for (const folder of [own, onlyIn(own)]) expect(statSync(folder).mode & 0o077).toBe(0);
  const caches = emptyFolder();
  await start(['--version'], { HOME: home, XDG_CACHE_HOME: caches });
  expect(keptIn(join(caches, 'bedrock-doctor'))).toHaveLength(1);
  const named = join(home, 'named');
  await start(['--version'], { HOME: emptyFolder(), NODE_COMPILE_CACHE: named });
  expect(keptIn(named).filter((name) => name.endsWith('-other'))).toHaveLength(1);
  const nobody = join(home, 'nobody');
  for (const env of [
    { HOME: nobody },
    { HOME: '' },
    { HOME: emptyFolder(), CI: 'true' },
    { HOME: emptyFolder(), NODE_DISABLE_COMPILE_CACHE: '1' },
  ]) {
    expect((await start(['--version'], env)).code).toBe(0);
    expect(keptIn(env.HOME === '' ? nobody : env.HOME)).toEqual([]);
  }
  expect(existsSync(nobody)).toBe(false);
});

test('the next run of the command takes it, and says the same; what is cut off or spoiled is made anew', async () => {
  const home = emptyFolder();
  const first = await start(EXPLAIN, { HOME: home });
  const folder = onlyIn(join(home, '.cache/bedrock-doctor'));
  const timesOf = (): readonly (readonly [string, number])[] =>
    keptIn(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
  const before = timesOf();
  expect(before.map(([name]) => name)).toEqual(['main.cjs', 'quick.cjs']);
  expect(await start(EXPLAIN, { HOME: home })).toEqual(first);
  expect(timesOf()).toEqual(before);
  const kept = join(folder, 'quick.cjs');
  const whole = readFileSync(kept);
  // V8 would run most of these: they are as long as what was written.
  const spoiled = [0.01, 0.2, 0.4, 0.6, 0.8, 0.99].map((place) => {
    const bytes = Buffer.from(whole);
    const at = Math.floor(place * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  });
  const wrong = [whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length), Buffer.alloc(0), ...spoiled];
  for (const bytes of someRows(wrong)) {
    writeFileSync(kept, bytes);
    expect(await start(EXPLAIN, { HOME: home })).toEqual(first);
    expect(readFileSync(kept).equals(bytes)).toBe(false);
  }
  expect(await start(EXPLAIN, { HOME: home })).toEqual(first);
});

test('each command has its own, and what is no command has none', async () => {
  const home = emptyFolder();
  await start(EXPLAIN, { HOME: home });
  await start(['completion', 'bash'], { HOME: home });
  expect((await start(['explian', 'x'], { HOME: home })).code).toBe(2);
  const names = keptIn(join(home, '.cache/bedrock-doctor'));
  expect(names.map((name) => name.split('-').at(-1)).toSorted()).toEqual(['completion', 'explain']);
});

test('a cache belongs to one content of the built files', async () => {
  const content = createHash('sha256');
  const files = readdirSync(DIST, { recursive: true }).map(String).toSorted();
  for (const file of files.filter((name) => name.endsWith('.cjs')))
    content.update(file).update(readFileSync(join(DIST, file)));
  const build = content.digest('hex').slice(0, 16);
  expect(JSON.parse(readFileSync(join(DIST, 'build.json'), 'utf8'))).toEqual({ build });
  const home = emptyFolder();
  await start(['--version'], { HOME: home });
  expect(onlyIn(join(home, '.cache/bedrock-doctor'))).toContain(`/${build}-`);
});

test('the built files are ASCII: the start reads them as such', () => {
  const others = readdirSync(DIST, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.cjs') && readFileSync(join(DIST, name)).some((byte) => byte > 0x7f));
  expect(others).toEqual([]);
});

test('code that somebody else may have put there is neither run nor replaced', async () => {
  const home = emptyFolder();
  const own = join(home, '.cache/bedrock-doctor');
  await start(EXPLAIN, { HOME: home });
  const quick = join(onlyIn(own), 'quick.cjs');
  writeFileSync(quick, 'theirs');
  chmodSync(own, 0o777);
  expect((await start(EXPLAIN, { HOME: home })).code).toBe(0);
  expect(readFileSync(quick, 'utf8')).toBe('theirs');
});

test('what no version has used for a month goes when a new one makes its own; what is not ours stays', async () => {
  const home = emptyFolder();
  const own = join(home, '.cache/bedrock-doctor');
  const [old, fresh, theirs] = ['0123456789abcdef-1-explain', 'fedcba9876543210-1-explain', 'v22.1.0-x64-0'].map(
    (name) => join(own, name),
  ) as [string, string, string];
  for (const folder of [old, fresh, theirs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const long = Date.now() / 1_000 - 31 * 24 * 3_600;
  for (const folder of [old, theirs]) utimesSync(folder, long, long);
  await start(EXPLAIN, { HOME: home });
  expect([existsSync(old), existsSync(fresh), existsSync(theirs)]).toEqual([false, true, true]);
});

test('a folder that cannot be written to costs nothing but the cache', async () => {
  const home = emptyFolder();
  writeFileSync(join(home, '.cache'), 'a file');
  const { code, err } = await start(EXPLAIN, { HOME: home });
  expect([code, err]).toEqual([0, '']);
});
