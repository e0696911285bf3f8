import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../src/core/usage-error.ts';
import { appendDurably, readText, writeText } from '../src/host/files.ts';
import { takeLock } from '../src/host/lock.ts';
import { colorOn, columnsOf, mayAnimate, unicodeOn } from '../src/host/terminal.ts';
import { buildChild } from './children/build.ts';
import { emptyFolder, type Ran } from './run.ts';

let child: string;
let folder: string;
beforeAll(async () => {
  child = await buildChild('host');
});
beforeEach(() => {
  folder = emptyFolder();
});

const start = (...args: string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [child, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: folder } });
const ended = (process_: ChildProcessWithoutNullStreams): Promise<Ran> =>
  new Promise((resolve) => {
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    process_.stdout.on('data', (piece: Buffer) => out.push(piece));
    process_.stderr.on('data', (piece: Buffer) => err.push(piece));
    process_.once('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    );
  });
/** Resolves when the child says that it has begun. */
const began = (process_: ChildProcessWithoutNullStreams): Promise<void> =>
  new Promise((resolve) => process_.stdout.once('data', () => resolve()));

describe('standard output', () => {
  test('nothing of a long output is lost to a slow reader', async () => {
    const out = execFileSync('sh', ['-c', `"${process.execPath}" "${child}" long 20000 | (sleep 0.5; cat)`], {
      maxBuffer: 1e8,
    }).toString('utf8');
    expect(out.split('\n')).toHaveLength(20_001);
    expect(out.startsWith('0 x')).toBe(true);
    expect(out.trimEnd().split('\n').at(-1)?.startsWith('19999 x')).toBe(true);
  });

  test('one write of ten megabytes arrives whole, with the exit code', async () => {
    const { out, code } = await ended(start('whole', '10000000'));
    expect(out).toHaveLength(10_000_003);
    expect(out.endsWith('xend')).toBe(true);
    expect(code).toBe(1);
  });

  test('a reader that leaves is no error: silent, and the exit code is our own', async () => {
    const line = `"${process.execPath}" "${child}" whole 10000000 2>err; echo $? >code`;
    execFileSync('sh', ['-c', `( ${line} ) | head -c 10`], { cwd: folder });
    expect(readFileSync(join(folder, 'err'), 'utf8')).toBe('');
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('1\n');
  });

  test('what would never end ends after its reader has left', async () => {
    const line = `"${process.execPath}" "${child}" follow 2>err; echo $? >code`;
    // It writes for ever: that this returns is the test.
    execFileSync('sh', ['-c', `( ${line} ) | head -n 1`], { cwd: folder });
    expect(readFileSync(join(folder, 'err'), 'utf8')).toBe('');
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('0\n');
  });

  test('a full disk is one sentence and exit 2', async () => {
    if (!existsSync('/dev/full')) return;
    execFileSync('sh', ['-c', `"${process.execPath}" "${child}" whole 10 >/dev/full 2>err; echo $? >code`], {
      cwd: folder,
    });
    expect(readFileSync(join(folder, 'err'), 'utf8')).toContain('cannot be written to standard output');
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('2\n');
  });

  test('a program that is run does not write into the result', async () => {
    expect(await ended(start('run'))).toEqual({ code: 7, out: '', err: 'theirs\n' });
  });
});

describe('progress', () => {
  test('off a terminal it is one plain line per change', async () => {
    expect(await ended(start('progress'))).toEqual({ code: 0, out: 'result\n', err: 'one\ntwo\nthree\n' });
  });
  test('quiet is quiet', async () => {
    expect(await ended(start('progress', 'quiet'))).toEqual({ code: 0, out: 'result\n', err: '' });
  });
});

describe('signals', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    for (const what of ['sleep', 'read']) {
      test(`${signal} ends ${what} at once`, async () => {
        const process_ = start(what);
        const end = ended(process_);
        await began(process_);
        process_.kill(signal);
        expect((await end).code).toBe(130);
      });
    }
  }
  test('the second Ctrl-C leaves whatever is under way', async () => {
    const process_ = start('stubborn');
    const end = ended(process_);
    await began(process_);
    process_.kill('SIGINT');
    setTimeout(() => process_.kill('SIGINT'), 200);
    expect((await end).code).toBe(130);
  });
  test('standard input is read to its end', async () => {
    const process_ = start('read');
    const end = ended(process_);
    process_.stdin.write('시');
    process_.stdin.end('!\n');
    expect(await end).toMatchObject({ code: 0, out: 'go\n시!\n' });
  });
});

describe('the lock', () => {
  test('is held by one, and taken over from a process killed with -9', async () => {
    const lock = join(folder, 'state', 'lock');
    const process_ = start('hold', lock);
    const end = ended(process_);
    await began(process_);
    expect(await takeLock(lock)).toBe(false);
    process_.kill('SIGKILL');
    await end;
    expect(await takeLock(lock)).toBe(true);
    expect(await takeLock(lock)).toBe(false);
    expect(readdirSync(join(folder, 'state'))).toEqual(['lock']);
  });

  test('of a dead process goes to exactly one of many who want it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const lock = join(folder, `lock-${round}`);
      writeFileSync(lock, round % 2 === 0 ? '' : JSON.stringify({ pid: 2 ** 22 + 1, host: 'x', began: null }));
      if (round % 2 === 1) writeFileSync(lock, readFileSync(lock, 'utf8').replace('"x"', JSON.stringify(hostName())));
      const taken = await Promise.all(Array.from({ length: 12 }, () => takeLock(lock)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
  });

  test('whose process id belongs to another process by now is dead', async () => {
    if (!existsSync('/proc/self/stat')) return;
    const lock = join(folder, 'lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostName(), began: '1' }));
    expect(await takeLock(lock)).toBe(true);
  });

  test('of another machine is respected', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, JSON.stringify({ pid: 1, host: 'elsewhere.invalid', began: null }));
    expect(await takeLock(lock)).toBe(false);
  });
});
const hostName = (): string => execFileSync('uname', ['-n']).toString('utf8').trim();

describe('files', () => {
  test('a new file obeys the umask, a secret is private, an existing one keeps its mode', async () => {
    const [plain, secret, script] = [join(folder, 'plain'), join(folder, 'secret'), join(folder, 'script')];
    await writeText(plain, 'a', false);
    await writeText(secret, 'a', true);
    writeFileSync(script, 'a');
    chmodSync(script, 0o775);
    await writeText(script, 'b', false);
    const mode = (path: string): number => statSync(path).mode & 0o777;
    expect(mode(plain)).toBe(0o666 & ~process.umask());
    expect(mode(secret)).toBe(0o600);
    expect(mode(script)).toBe(0o775);
    chmodSync(plain, 0o644);
    await writeText(plain, 'b', true);
    expect(mode(plain)).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['plain', 'script', 'secret']);
  });

  test('a symbolic link stays one, and a device is written to, not replaced', async () => {
    writeFileSync(join(folder, 'real'), 'a');
    symlinkSync('real', join(folder, 'link'));
    await writeText(join(folder, 'link'), 'b', false);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('b');
    await writeText('/dev/null', 'b', false);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('what cannot be read or written is said in a sentence, and nothing is left behind', async () => {
    mkdirSync(join(folder, 'sub'));
    expect(await readText(join(folder, 'none'))).toBeNull();
    expect(await readText(join(folder, 'none', 'deeper'))).toBeNull();
    await expect(readText(join(folder, 'sub'))).rejects.toThrow(/sub cannot be read: it is a folder\.$/);
    await expect(writeText(join(folder, 'sub'), 'a', false)).rejects.toThrow(/written: it is a folder\.$/);
    await expect(writeText(join(folder, 'no', 'a'), 'a', false)).rejects.toThrow(/there is no such folder\.$/);
    await expect(writeText(join(folder, 'no', 'a'), 'a', false)).rejects.toBeInstanceOf(UsageError);
    expect(readdirSync(folder)).toEqual(['sub']);
  });

  test('a line is added after one that was cut short, and the file becomes private', async () => {
    const path = join(folder, 'state', 'lines');
    await appendDurably(path, 'one\n');
    expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, 'one\ntw');
    chmodSync(path, 0o644);
    await appendDurably(path, 'three\n');
    expect(readFileSync(path, 'utf8')).toBe('one\ntw\nthree\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a folder of state that cannot be is named with the variable to set', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(appendDurably(join(folder, 'file', 'journal'), 'a\n')).rejects.toThrow(/file.*XDG_STATE_HOME/);
    await expect(takeLock(join(folder, 'file', 'lock'))).rejects.toThrow(/file.*XDG_STATE_HOME/);
  });

  // Node's own way to make a folder with its parents never returns there.
  test.skipIf(!existsSync('/proc/self'))(
    'a file system that takes no folders is named, and nothing hangs',
    async () => {
      await expect(appendDurably('/proc/none/of/this/journal', 'a\n')).rejects.toThrow(/XDG_STATE_HOME/);
    },
  );
});

describe('the terminal', () => {
  test('color', () => {
    expect(colorOn({}, true, true)).toBe(true);
    expect(colorOn({}, false, true)).toBe(false);
    expect(colorOn({}, true, false)).toBe(false);
    expect(colorOn({ NO_COLOR: '1' }, true, true)).toBe(false);
    expect(colorOn({ NO_COLOR: '' }, true, true)).toBe(true);
    expect(colorOn({ TERM: 'dumb' }, true, true)).toBe(false);
    expect(colorOn({ CI: 'true' }, true, true)).toBe(false);
    expect(colorOn({ CI: 'false' }, true, true)).toBe(true);
    expect(colorOn({ FORCE_COLOR: '1', CI: '1' }, false, true)).toBe(true);
    expect(colorOn({ FORCE_COLOR: '0' }, true, true)).toBe(false);
    expect(colorOn({ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true)).toBe(false);
    expect(colorOn({ FORCE_COLOR: '1' }, true, false)).toBe(false);
  });
  test('characters, width and movement', () => {
    expect(unicodeOn({})).toBe(true);
    expect(unicodeOn({ LANG: 'C' })).toBe(false);
    expect(unicodeOn({ LANG: 'C.UTF-8' })).toBe(true);
    expect(unicodeOn({ LANG: 'ko_KR.utf8' })).toBe(true);
    expect(unicodeOn({ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' })).toBe(false);
    expect(unicodeOn({ TERM: 'linux', LANG: 'C.UTF-8' })).toBe(false);
    expect(columnsOf({}, undefined)).toBe(80);
    expect(columnsOf({ COLUMNS: '120' }, undefined)).toBe(120);
    expect(columnsOf({ COLUMNS: '120' }, 60)).toBe(60);
    expect(columnsOf({ COLUMNS: 'wide' }, undefined)).toBe(80);
    expect(mayAnimate({}, true, 80)).toBe(true);
    expect(mayAnimate({ CI: '1' }, true, 80)).toBe(false);
    expect(mayAnimate({ NO_COLOR: '1' }, true, 80)).toBe(false);
    expect(mayAnimate({ NO_COLOR: '' }, true, 80)).toBe(true);
    expect(mayAnimate({ TERM: 'dumb' }, true, 80)).toBe(false);
    expect(mayAnimate({}, true, 0)).toBe(false);
    expect(mayAnimate({}, false, undefined)).toBe(false);
  });
});
