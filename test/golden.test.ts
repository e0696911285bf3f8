import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../src/checks/index.ts';
import { diagnoseFacts } from '../src/commands/diagnosis.ts';
import { factsIn, writeFacts } from '../src/commands/facts-file.ts';
import { reportOf } from '../src/commands/report.ts';
import type { Session } from '../src/commands/session.ts';
import { CAUSE_IDS } from '../src/core/cause.ts';
import { judge } from '../src/core/judge.ts';
import type { Report, Style } from '../src/core/report.ts';
import type { FactsFile } from '../src/facts/facts-file.ts';
import { parseFacts } from '../src/facts/parse.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { stopClock } from './fixed-date.ts';
import { RECORDINGS } from './recorder.ts';

/** The golden run: every recorded account through every check and every reporter; the diff is the review. */
const FACTS = resolve(import.meta.dirname, 'facts');
const GOLDEN = resolve(import.meta.dirname, 'golden');
/** A page of HTML is long and says what the text says: one of them is enough to read. */
const LONG_FORMATS: ReadonlySet<string> = new Set(['html']);
const READ_IN_FULL = 'marketplace-subscription-denied';

/** Set by `npm run golden`, which writes the files at the end of its run. */
const UPDATING = process.env['GOLDEN'] === 'update';

const load = (id: string): FactsFile => parseFacts(readFileSync(join(FACTS, `${id}.json`), 'utf8'), id);
const jsonIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.json'));

/** The report of a replay, as `diagnose --from` makes it. */
function reportOn(file: FactsFile): { readonly report: Report; readonly root: string | null } {
  const diagnosis = diagnoseFacts(file.target, factsIn(file, CHECKS), CHECKS, 'error');
  const session = { command: 'diagnose', startedAt: 0, host: { now: () => 0 }, aws: { calls: () => file.apiCalls } };
  const report = reportOf(session as unknown as Session & { aws: { calls: () => number } }, diagnosis, {
    startedAt: file.recordedAt,
    durationMs: 0,
  });
  return { report, root: diagnosis.ranking.root?.cause ?? null };
}

const style = (width: number): Style => ({ color: false, width, verbose: false, quiet: false, unicode: true });
/** How golden files of a format end, where it is not by the format's name. */
const ENDINGS: Readonly<Record<string, string>> = { markdown: 'md', junit: 'junit.xml', github: 'github.txt' };
const renderings = Object.entries(REPORTERS).flatMap(([format, load]) =>
  (format === 'text' ? [60, 100] : [100]).map((width) => ({
    format,
    name: format === 'text' ? `${width}.txt` : (ENDINGS[format] ?? format),
    render: async (report: Report) => (await load())(report, style(width)),
  })),
);

test.each(RECORDINGS.map(({ id, root }) => ({ id, root })))(
  'the facts of $id are judged and printed as before',
  async ({ id, root }) => {
    const found = reportOn(load(id));
    expect(found.root).toBe(root);
    for (const { format, name, render } of renderings) {
      if (LONG_FORMATS.has(format) && id !== READ_IN_FULL) continue;
      await expect(await render(found.report)).toMatchFileSnapshot(join(GOLDEN, `${id}.${name}`));
    }
  },
);

test('no recorded account and no golden file is left over', () => {
  const ids = RECORDINGS.map(({ id }) => id);
  expect(jsonIn(FACTS).sort(), 'run npm run golden').toEqual(ids.map((id) => `${id}.json`).sort());
  const expected = ids.flatMap((id) =>
    renderings
      .filter(({ format }) => !LONG_FORMATS.has(format) || id === READ_IN_FULL)
      .map(({ name }) => `${id}.${name}`),
  );
  const golden = existsSync(GOLDEN) ? readdirSync(GOLDEN) : [];
  expect(
    golden.filter((name) => !expected.includes(name)),
    'take away golden files that no recording has',
  ).toEqual([]);
  // A new one is written by `npm run golden`, and read before it is committed; without it nothing is compared.
  if (!UPDATING)
    expect(
      expected.filter((name) => !golden.includes(name)),
      'run npm run golden',
    ).toEqual([]);
});

test('the sandbox still makes the recorded accounts; if not, run npm run golden and read the diff', async () => {
  const run = stopClock();
  try {
    const changed: string[] = [];
    for (const { id, record } of RECORDINGS) {
      const { file, results } = await record();
      if (writeFacts(file) !== readFileSync(join(FACTS, `${id}.json`), 'utf8')) changed.push(id);
      // A replay judges as the run that was recorded, whatever the account.
      expect(judge(CHECKS, factsIn(parseFacts(writeFacts(file), id), CHECKS)), id).toEqual(results);
    }
    expect(changed).toEqual([]);
  } finally {
    run();
  }
}, 60_000);

/** Causes of which no facts file can be made, and why. */
const WITHOUT_FACTS: Readonly<Record<string, string>> = {
  'model-legacy': 'a warning is never the root cause; the facts file of that name shows the warning',
  'endpoint-error': 'only a request to the API shows it, and a diagnosis makes none',
  'logs-missing': 'belongs to verify and tail; an absent log group is no fault of a diagnosis',
  'operator-not-allowed': 'what may not be read is unknown; the facts file of that name shows the missing permissions',
};

test('every cause has a facts file from which it follows, or a reason why there is none', () => {
  const roots = new Set(RECORDINGS.map(({ root }) => root));
  const without = CAUSE_IDS.filter((id) => !roots.has(id));
  expect(without.sort(), 'add a recording to test/recorder.ts').toEqual(Object.keys(WITHOUT_FACTS).sort());
});
