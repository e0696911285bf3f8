import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAUSE_IDS } from '../src/causes/catalogue.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Host } from '../src/core/host.ts';
import type { Report } from '../src/core/report.ts';
import type { Style } from '../src/core/style.ts';
import { diagnoseFacts } from '../src/engine/diagnose/diagnosis.ts';
import { factsIn, writeFacts } from '../src/engine/diagnose/facts-file.ts';
import { reportOf } from '../src/engine/report/report.ts';
import type { Session } from '../src/engine/session/session.ts';
import type { FactsFile } from '../src/facts/facts-file.ts';
import { parseFacts } from '../src/facts/parse.ts';
import { type ResolvedOptions, resolveOptions } from '../src/options/resolve.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { stopClock } from './fixed-date.ts';
import { RECORDINGS } from './recorder.ts';
import { allRows } from './seed.ts';

/**
 * Every account of the sandbox through every check: one table of verdicts, a line an account, and each format on five
 * chosen reports. `UPDATE=verdicts npx vitest run test/verdicts.test.ts` writes them anew; the diff is the review.
 */
const UPDATING = process.env['UPDATE'] === 'verdicts';
const TABLE = resolve(import.meta.dirname, 'verdicts.json');
const REPORTS = resolve(import.meta.dirname, 'reports');
const SAMPLES = resolve(import.meta.dirname, 'facts');

/** What each of them shows: the guide's case, nothing wrong, a policy of somebody else's, unreadable facts, two causes. */
const PRINTED = [
  'marketplace-subscription-denied',
  'healthy',
  'denied-by-scp',
  'iam-unreadable',
  'stacked-form-and-agreement',
];

/** What a report or a sample of the facts below needs, and all others; in `npm run test:unit` some. */
const NEEDED = new Set([...PRINTED, ...readdirSync(SAMPLES).map((name) => name.replace(/\.json$/, ''))]);
const SOME = allRows(RECORDINGS);
const LOOKED_AT = RECORDINGS.filter((one) => NEEDED.has(one.id) || SOME.includes(one));

/** A line of the table: checks that neither pass nor are passed over stand by name. */
interface Line {
  readonly root: string | null;
  readonly basis?: string;
  readonly verdict: string;
  readonly others?: readonly string[];
  readonly [status: string]: unknown;
}

interface Found {
  readonly report: Report;
  readonly file: FactsFile;
  readonly line: Line;
}
const found = new Map<string, Found>();
let runOn: () => void;
/** Nothing was given: a replay's commands name no target. */
let options: ResolvedOptions;

/** The report of a replay, as `diagnose --from` makes it. */
async function reportOn(file: FactsFile): Promise<Report> {
  const diagnosis = diagnoseFacts(file.target, await factsIn(file, CHECKS), CHECKS, 'error');
  const host = { now: () => 0, env: {} };
  const session = { command: 'diagnose', startedAt: 0, host, options, aws: { calls: () => file.apiCalls } };
  return reportOf(session as unknown as Session & { aws: { calls: () => number } }, diagnosis, {
    startedAt: file.recordedAt,
    durationMs: 0,
  });
}

function lineOf({ verdict, rootCause, otherCauses, checks }: Report): Line {
  const named = (status: string) => {
    const ids = checks.filter((check) => check.status === status).map(({ id }) => id);
    return ids.length === 0 ? {} : { [status]: ids };
  };
  return {
    root: rootCause?.cause ?? null,
    ...(rootCause ? { basis: rootCause.basis } : {}),
    verdict: verdict ?? 'none',
    ...(otherCauses.length === 0 ? {} : { others: otherCauses }),
    ...named('fail'),
    ...named('unknown'),
    ...named('skipped'),
    ...named('not-applicable'),
  };
}

const load = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

beforeAll(async () => {
  runOn = stopClock();
  options = await resolveOptions({}, { env: {} } as unknown as Host, false);
  for (const { id, record } of LOOKED_AT) {
    const { file, results } = await record();
    const again = parseFacts(writeFacts(file), id);
    // A replay judges as the run that was recorded, whatever the account.
    expect(diagnoseFacts(again.target, await factsIn(again, CHECKS), CHECKS, 'error').results, id).toEqual(results);
    const report = await reportOn(again);
    found.set(id, { file, report, line: lineOf(report) });
  }
  if (!UPDATING) return;
  const lines = [...found].map(([id, { line }]) => ` ${JSON.stringify(id)}: ${JSON.stringify(line)}`);
  writeFileSync(TABLE, `{\n${lines.join(',\n')}\n}\n`);
});
afterAll(() => runOn?.());

test.each(LOOKED_AT.map(({ id, root }) => ({ id, root })))('$id is judged as before', ({ id, root }) => {
  const table = load<Readonly<Record<string, Line>>>(TABLE);
  expect(found.get(id)?.line.root).toBe(root);
  expect(found.get(id)?.line, `if it is meant: UPDATE=verdicts`).toEqual(table[id]);
});

test('the table has a line for every account and no other', () => {
  expect(Object.keys(load<object>(TABLE)).sort()).toEqual(RECORDINGS.map(({ id }) => id).sort());
});

const style = (width: number): Style => ({ color: false, width, verbose: false, quiet: false, unicode: true });
/** A page of HTML is long and says what the text says: one of them is enough to read. */
const LONG_FORMATS: ReadonlySet<string> = new Set(['html']);
/** How the files of a format end, where it is not by the format's name. */
const ENDINGS: Readonly<Record<string, string>> = { markdown: 'md', junit: 'junit.xml', github: 'github.txt' };
const renderings = Object.entries(REPORTERS).flatMap(([format, reporter]) =>
  (format === 'text' ? [60, 100] : [100]).flatMap((width) =>
    PRINTED.filter((id) => !LONG_FORMATS.has(format) || id === PRINTED[0]).map((id) => ({
      name: `${id}.${format === 'text' ? `${width}.txt` : (ENDINGS[format] ?? format)}`,
      print: async () => {
        const one = found.get(id);
        if (!one) throw new Error(`there is no account ${id}`);
        return (await reporter())(one.report, style(width));
      },
    })),
  ),
);

test.each(renderings)('the report $name is printed as before', async ({ name, print }) => {
  const path = join(REPORTS, name);
  const printed = await print();
  if (UPDATING) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, printed);
  }
  expect(printed, `if it is meant: UPDATE=verdicts`).toBe(existsSync(path) ? readFileSync(path, 'utf8') : null);
});

test('no report is left over', () => {
  expect(readdirSync(REPORTS).sort()).toEqual(renderings.map(({ name }) => name).sort());
});

test.each(readdirSync(SAMPLES))('the facts file %s of an earlier version is still read and judged', async (name) => {
  const file = parseFacts(readFileSync(join(SAMPLES, name), 'utf8'), name);
  const { rootCause, verdict } = await reportOn(file);
  const id = name.replace(/\.json$/, '');
  expect({ root: rootCause?.cause ?? null, verdict }).toEqual({
    root: found.get(id)?.line.root,
    verdict: found.get(id)?.line.verdict,
  });
});

/** Causes that no facts lead to, and why. */
const WITHOUT_FACTS: Readonly<Record<string, string>> = {
  'model-legacy': 'a warning is never the root cause; the account of that name shows the warning',
  'endpoint-error': 'only a request to the API shows it, and a diagnosis makes none',
  'logs-missing': 'belongs to verify and tail; an absent log group is no fault of a diagnosis',
  'action-not-allowed': 'its account has never heard of the guide; test/scenarios.test.ts has it',
  'model-route-unsupported': 'its account has never heard of the guide; test/scenarios.test.ts has it',
  'operator-not-allowed': 'what may not be read is unknown; the account of that name shows the missing permissions',
};

test('every cause has an account from which it follows, or a reason why there is none', () => {
  const roots = new Set(RECORDINGS.map(({ root }) => root));
  const without = CAUSE_IDS.filter((id) => !roots.has(id));
  expect(without.sort(), 'add a recording to test/recorder.ts').toEqual(Object.keys(WITHOUT_FACTS).sort());
});
