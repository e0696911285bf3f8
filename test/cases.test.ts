import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../src/bedrock/model-id.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Check } from '../src/core/check.ts';
import { withDerived } from '../src/core/derived.ts';
import type { Fact, Unknown } from '../src/core/fact.ts';
import type { Finding } from '../src/core/finding.ts';
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
    /** What the findings are the reason of, all together. */
    readonly explains?: readonly string[];
    /** Policies whose statements are evidence. */
    readonly statements?: readonly string[];
    readonly subjects?: readonly string[];
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

/** The facts of a case, as its check knows them. */
function factsOf(check: Check, file: CaseFile, { model, facts }: Case): Promise<ReadonlyMap<Probe, Fact<unknown>>> {
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
  return withDerived(known, probes.values());
}

/** One check over the facts of a case. What would come before it is left out: a case is about this check. */
async function outcomeOf(check: Check, file: CaseFile, one: Case) {
  const [result] = judge([{ ...check, after: [] }], await factsOf(check, file, one));
  if (!result) throw new Error('nothing was judged');
  return result.outcome;
}

/** Findings of which there may be nothing to show: of what is lacking, what no statement, log line or answer tells. */
const OF_AN_ABSENCE =
  /^(policy\/(invoke-allowed|subscribe-unhindered|endpoint-allows|no-standing-subscribe)|target\/function-credentials|credentials\/accepted\/(missing|over|unreachable)|target\/stack-exists\/needless)/;

/** What stands at a pointer (RFC 6901, without escapes, which no probe's value needs). */
const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | null)?.[key], value);

/** The faults of the evidence of a finding: none at all, or a fact that does not stand where it points to. */
function unfounded({ code, evidence }: Finding, known: ReadonlyMap<Probe, Fact<unknown>>): readonly string[] {
  if (evidence.length === 0 && !OF_AN_ABSENCE.test(code)) return [`${code} has no evidence`];
  return evidence.flatMap((one): readonly string[] => {
    if (!['fact', 'statement', 'answer', 'log', 'setting'].includes(one.kind)) return [`${code}: ${one.kind}`];
    if (one.kind !== 'fact') return [];
    const found = [...known].find(([{ id }]) => id === one.probe)?.[1];
    const value = found?.known ? at(found.value, one.pointer) : undefined;
    // Of a replacement a sentence is shown, which begins with its id.
    const { id = null } = (value ?? {}) as { readonly id?: string };
    const isAbout = id !== null && String(one.value).startsWith(id);
    return isAbout || isDeepStrictEqual(value, one.value)
      ? []
      : [`${code}: ${one.probe}${one.pointer} is not ${one.value}`];
  });
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
    if (want.explains) expect(findings.flatMap(({ explains }) => explains)).toEqual(want.explains);
    if (want.subjects) expect(findings.map(({ subject }) => subject)).toEqual(want.subjects);
    const resting = findings.flatMap(({ evidence }) => evidence);
    if (want.statements)
      expect(resting.flatMap((one) => (one.kind === 'statement' ? [one.policy] : []))).toEqual(want.statements);
    const known = await factsOf(check, file, one);
    expect(findings.flatMap((finding) => unfounded(finding, known))).toEqual([]);
    if (want.missing !== undefined) expect(outcome).toMatchObject({ missing: want.missing });
    const words = [...findings.map(({ message }) => message), 'why' in outcome ? JSON.stringify(outcome.why) : ''].join(
      '\n',
    );
    for (const text of want.says ?? []) expect(words).toMatch(new RegExp(text));
    for (const text of want.silent ?? []) expect(words).not.toMatch(new RegExp(text));
  });
});

/** The purposes of decided questions that a check looks at: what another is decided to be changes nothing. */
const LOOKS_AT: Readonly<Record<string, readonly string[]>> = {
  'account/agreement-signed': ['subscribe'],
  'policy/subscribe-unhindered': ['subscribe'],
  'policy/no-standing-subscribe': ['subscribe'],
  'policy/invoke-allowed': ['invoke', 'stream'],
  'policy/calls-permitted': ['invoke', 'stream'],
};

describe.each(Object.entries(LOOKS_AT))('%s', (id, purposes) => {
  const path = `${id}.json`;
  const file = JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as CaseFile;
  const check = CHECKS.find((one) => one.id === id);
  const decided = ({ facts }: Case): readonly Json[] | null =>
    (({ ...file.facts, ...facts })['iam/decisions'] as { readonly decided?: readonly Json[] } | undefined | null)
      ?.decided ?? null;

  test.each(file.cases.filter((one) => decided(one) !== null).map((one) => [one.name, one] as const))(
    'is judged alike whatever else is decided: %s',
    async (_name, one) => {
      if (!check) throw new Error(`there is no check ${id}`);
      const before = await outcomeOf(check, file, one);
      for (const purpose of ['invoke', 'stream', 'subscribe'].filter((other) => !purposes.includes(other)))
        for (const decision of ['allowed', 'denied', 'unknown']) {
          const other = { purpose, action: 'bedrock:Other', resource: '*', kind: 'model', decision, layer: null };
          const more = [...(decided(one) ?? []), { ...other, statements: [], missing: [] }];
          const facts = { ...one.facts, 'iam/decisions': { by: 'policies', decided: more } as Json };
          expect(await outcomeOf(check, file, { ...one, facts }), `${decision} to ${purpose}`).toEqual(before);
        }
    },
  );
});
