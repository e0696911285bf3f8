import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { pythonHas } from './python.ts';
import { BINARY, emptyFolder, LOOPBACK_ONLY, OWN_ENV, sandboxOf } from './run.ts';

/** Python has pseudo-terminals, Node has none; Windows has no such thing. */
const hasTerminals = pythonHas('pty');
if (!hasTerminals) console.warn('SKIPPED: there is no python3 with pty, so the walk was not tried in a terminal.');

const DOWN = '\u001b[B';
const [ENTER, CTRL_C] = ['\r', '\u0003'];

/** The binary in a terminal, whose screen a terminal's own program keeps. */
function inTerminal(args: readonly string[], env: Readonly<Record<string, string>>, columns: number, rows: number) {
  const home = emptyFolder();
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(
    'python3',
    [resolve(import.meta.dirname, 'in-terminal.py'), String(columns), String(rows), process.execPath, BINARY, ...args],
    {
      cwd: home,
      env: { ...OWN_ENV, HOME: home, TERM: 'xterm-256color', NODE_OPTIONS: LOOPBACK_ONLY, ...env },
    },
  );
  const changed = new Set<() => void>();
  const tell = (): void => {
    for (const one of changed) one();
  };
  child.stdout.on('data', (piece: Buffer) => screen.write(piece, tell));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  void ended.then(tell);
  const act = (what: object): void => void child.stdin.write(`${JSON.stringify(what)}\n`);
  const lines = (): string[] => {
    const { buffer } = screen;
    const at = buffer.active.baseY;
    return Array.from(
      { length: screen.rows },
      (_, row) => buffer.active.getLine(at + row)?.translateToString(true) ?? '',
    );
  };
  return {
    ended,
    /** What a person sees: as many lines as the terminal has rows. */
    lines,
    type: (text: string): void => act({ type: text }),
    resize: (to: { readonly columns: number; readonly rows: number }): void => {
      screen.resize(to.columns, to.rows);
      act(to);
    },
    /** Waits until the screen shows it. */
    shows: (what: RegExp): Promise<string> =>
      new Promise((done, fail) => {
        const look = (): void => {
          const text = lines().join('\n');
          if (what.test(text)) {
            changed.delete(look);
            done(text);
          } else if (child.exitCode !== null) fail(new Error(`it ended with ${child.exitCode} and shows:\n${text}`));
        };
        changed.add(look);
        look();
      }),
  };
}

/** Words that a narrow terminal may break anywhere. */
const unbroken = (text: string): string => text.replace(/\s+/g, '');

describe.runIf(hasTerminals)('the walk in a terminal of 80 × 24', () => {
  test('cause and choice are on the screen; a resize keeps the question; a no is one screen; Ctrl-C says how to go on', async () => {
    const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 60 });
    try {
      const walk = inTerminal([], sandbox.env, 80, 24);
      const first = await walk.shows(/skip it/);
      expect(first).toContain('marketplace-subscription-denied');
      expect(first).toContain('Who can fix it');
      expect(first).toContain('Accept the agreement once');
      for (const part of ['123456789012', 'ap-northeast-2', 'user/operator'])
        expect(unbroken(first.slice(first.indexOf('? Option 1')))).toContain(part);

      walk.resize({ columns: 60, rows: 20 });
      walk.type(DOWN);
      await walk.shows(/❯ skip it/);
      walk.resize({ columns: 100, rows: 30 });
      walk.type(DOWN);
      const again = await walk.shows(/❯ Accept the agreement/);
      expect(again.match(/❯/g)).toHaveLength(1);

      walk.resize({ columns: 80, rows: 24 });
      walk.type(ENTER);
      const terms = await walk.shows(/\(y\/N\)/);
      expect(unbroken(terms)).toContain('Accept these terms for account 123456789012'.replaceAll(' ', ''));
      expect(terms).toMatch(/price|terms/);
      walk.type(`n${ENTER}`);
      const refused = await walk.shows(/Option 3[\s\S]*skip it/);
      expect(refused).toContain('Nothing was changed.');
      expect(refused).not.toContain('How to fix it');

      walk.type(CTRL_C);
      const said = await walk.shows(/Go on with: bedrock-doctor/);
      expect(said).not.toMatch(/undetermined/i);
      expect(await walk.ended).toBe(130);
      expect(sandbox.requests().filter(({ operation }) => /^(Put|Create|Delete|Invoke)/.test(operation))).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});
