import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../src/bedrock/model-id.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Check } from '../src/core/check.ts';
import { withDerived } from '../src/core/derived.ts';
import type { Fact, Unknown } from '../src/core/fact.ts';
import type { Json } from '../src/core/json.ts';
import { judge } from '../src/core/judge.ts';
import { type Probe, probeOf } from '../src/core/probe.ts';

/** A probe's value as it is recorded, or why it is not known. A probe that is not named was not read. */
type Given = { readonly [probeId: string]: Json | { readonly unknown: Unknown } };

interface Case {
  readonly name: string;
  /** The id or ARN that is meant: short for the fact `run/model`. */
  readonly model?: string;
  /** Added to the file's facts, or in their place. */
  readonly facts?: Given;
  readonly want: {
    readonly status: string;
    /** Codes of the findings, without the check's id: 'missing'. In order. */
    readonly codes?: readonly string[];
    readonly causes?: readonly string[];
    readonly severities?: readonly string[];
    /** What the words of the findings, or the reason, have to hold; regular expressions. */
    readonly says?: readonly string[];
    /** What they must not hold. */
    readonly silent?: readonly string[];
    /** Of an unknown: the missing permission or probe. */
    readonly missing?: string;
  };
}

/** One file: a check, facts that its cases share, and the cases. `test/cases/<area>/<name>.json`. */
interface CaseFile {
  readonly check: string;
  readonly model?: string;
  readonly facts?: Given;
  readonly cases: readonly Case[];
}

const FOLDER = resolve(import.meta.dirname, 'cases');
const files = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((file) => file.endsWith('.json')).sort();

/** Every probe a check reaches, by id. */
function probesOf(check: Check): ReadonlyMap<string, Probe> {
  const found = new Map<string, Probe>();
  const visit = (probe: Probe): void => {
    if (found.has(probe.id)) return;
    found.set(probe.id, probe);
    for (const need of Object.values(probe.needs)) visit(probeOf(need));
  };
  for (const need of Object.values(check.needs)) visit(probeOf(need));
  return found;
}

const isUnknown = (given: Json | { readonly unknown: Unknown }): given is { readonly unknown: Unknown } =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && Object.keys(given).join() === 'unknown';

const chosen = (id: string): Json =>
  ({ reference: parseModel(id), source: { from: 'flag', name: '--model' } }) as unknown as Json;

/** Whom a case is about unless it says otherwise: the guide's function, whose lines its log has. */
const GUIDE: Json = {
  region: 'ap-northeast-2',
  stackName: 'kiroween',
  functionName: 'PoetryFunction',
  roleName: null,
  userName: null,
  stack: false,
  function: false,
  role: false,
  dialect: null,
  changedAt: null,
};

/** One check over the facts of a case. What would come before it is left out: a case is about this check. */
async function outcomeOf(check: Check, file: CaseFile, { model, facts }: Case) {
  const id = model ?? file.model;
  const probes = probesOf(check);
  const given: Given = {
    ...(probes.has('run/named') ? { 'run/named': GUIDE } : {}),
    ...(id === undefined ? {} : { 'run/model': chosen(id) }),
    ...file.facts,
    ...facts,
  };
  const known = new Map<Probe, Fact<unknown>>();
  for (const [probeId, value] of Object.entries(given)) {
    const probe = probes.get(probeId);
    if (!probe) throw new Error(`${check.id} needs no probe ${probeId}; it needs ${[...probes.keys()].join(', ')}`);
    known.set(probe, isUnknown(value) ? { known: false, why: value.unknown } : { known: true, value });
  }
  const [result] = judge([{ ...check, after: [] }], await withDerived(known, probes.values()));
  if (!result) throw new Error('nothing was judged');
  return result.outcome;
}

describe.each(files)('%s', (path) => {
  const file = JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as CaseFile;
  const check = CHECKS.find(({ id }) => id === file.check);

  test('is about the check it is named after, and its cases have names of their own', () => {
    expect(`${file.check}.json`).toBe(path.replaceAll('\\', '/'));
    expect(check, `there is no check ${file.check}`).toBeDefined();
    expect(new Set(file.cases.map(({ name }) => name)).size).toBe(file.cases.length);
  });

  test.each(file.cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    if (!check) throw new Error(`there is no check ${file.check}`);
    const outcome = await outcomeOf(check, file, one);
    const findings = outcome.status === 'fail' ? outcome.findings : [];
    const { want } = one;
    expect(outcome, JSON.stringify(outcome)).toMatchObject({ status: want.status });
    expect(findings.map(({ code }) => code)).toEqual((want.codes ?? []).map((code) => `${file.check}/${code}`));
    if (want.causes) expect(findings.map(({ cause }) => cause)).toEqual(want.causes);
    if (want.severities) expect(findings.map(({ severity }) => severity)).toEqual(want.severities);
    if (want.missing !== undefined) expect(outcome).toMatchObject({ missing: want.missing });
    const words = [...findings.map(({ message }) => message), 'why' in outcome ? JSON.stringify(outcome.why) : ''].join(
      '\n',
    );
    for (const text of want.says ?? []) expect(words).toMatch(new RegExp(text));
    for (const text of want.silent ?? []) expect(words).not.toMatch(new RegExp(text));
  });
});
