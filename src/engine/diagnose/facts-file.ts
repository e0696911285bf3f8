import type { Check } from '../../core/check.ts';
import { withDerived } from '../../core/derived.ts';
import type { Fact } from '../../core/fact.ts';
import type { Facts } from '../../core/gather.ts';
import type { Host } from '../../core/host.ts';
import type { Json } from '../../core/json.ts';
import { factOf } from '../../core/judge.ts';
import { VERSION } from '../../core/version.ts';
import type { FactsCell, FactsFile } from '../../facts/facts-file.ts';
import { parseFacts } from '../../facts/parse.ts';
import { readNamed } from '../../options/named-file.ts';
import { moment } from '../../probes/run/moment.ts';
import { type Diagnosis, known, probesOf } from './diagnosis.ts';
import type { Examination } from './examine.ts';

/** What a step on the way kept from being known has that step's reason, since the step itself is not saved. */
function withReason(fact: Fact<unknown>, facts: Facts): Fact<unknown> {
  if (fact.known || fact.why.kind !== 'blocked') return fact;
  const { by } = fact.why;
  const step = [...facts].find(([{ id, passing }]) => id === by && passing === true)?.[1];
  return step === undefined || step.known ? fact : step;
}

/** The facts of a cell that are saved, by probe id. */
const recordedOf = ({ facts }: Diagnosis): { readonly [probeId: string]: Fact<Json> } =>
  Object.fromEntries(
    [...facts]
      .filter(([probe]) => probe.passing !== true && probe.derive === undefined)
      .filter(([, fact]) => fact.known || fact.why.kind !== 'not-recorded')
      .map(([probe, fact]): readonly [string, Fact<Json>] => [probe.id, withReason(fact, facts) as Fact<Json>])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What a cell read otherwise than the first one. */
function cellFile(cell: Diagnosis, first: FactsFile['facts']): FactsCell {
  const own = recordedOf(cell);
  const ids = [...new Set([...Object.keys(first), ...Object.keys(own)])].sort();
  const facts = ids.flatMap((id): readonly (readonly [string, Fact<Json> | null])[] =>
    JSON.stringify(own[id]) === JSON.stringify(first[id]) ? [] : [[id, own[id] ?? null]],
  );
  return { target: cell.target, facts: Object.fromEntries(facts) };
}

/** What a run read, all its cells, as a file. `checks`: the ids asked for, or null for all. Pure. */
export function factsFileOf(
  diagnosis: Diagnosis & Partial<Examination>,
  run: { readonly startedAt: number; readonly apiCalls: number; readonly checks: readonly string[] | null },
): FactsFile {
  const [, ...others] = diagnosis.cells ?? [diagnosis];
  const facts = recordedOf(diagnosis);
  return {
    schema: 1,
    tool: `bedrock-doctor ${VERSION}`,
    recordedAt: new Date(known(moment, diagnosis.facts) ?? run.startedAt).toISOString(),
    redacted: false,
    apiCalls: run.apiCalls,
    checks: run.checks,
    target: diagnosis.target,
    facts,
    ...(others.length === 0 ? {} : { cells: others.map((cell) => cellFile(cell, facts)) }),
    ...(diagnosis.notes === undefined ? {} : { notes: diagnosis.notes }),
  };
}

/** The targets and facts of a file's cells, the first one's whole. Pure. */
export const cellsIn = ({ target, facts, cells = [] }: FactsFile): readonly Pick<FactsFile, 'target' | 'facts'>[] => [
  { target, facts },
  ...cells.map((cell) => ({
    target: cell.target,
    facts: Object.fromEntries(
      Object.entries({ ...facts, ...cell.facts }).flatMap(([id, fact]) => (fact === null ? [] : [[id, fact] as const])),
    ),
  })),
];

/** The facts of a file, as the checks want them. What the file does not hold is `not-recorded`, or follows from the rest. Pure. */
export async function factsIn({ facts }: Pick<FactsFile, 'facts'>, checks: readonly Check[]): Promise<Facts> {
  const probes = probesOf(checks);
  const held = [...probes].map(
    (probe) =>
      [probe, (Object.hasOwn(facts, probe.id) ? facts[probe.id] : undefined) ?? factOf(probe, new Map())] as const,
  );
  return withDerived(new Map(held), probes);
}

/** A file as its reader keeps it: indented, so that two of them can be compared line by line. */
export const writeFacts = (file: FactsFile): string => `${JSON.stringify(file, null, 1)}\n`;

/** Reads a facts file; `-` is standard input, `where` says who named it. Throws a `UsageError` when there is none, or it is damaged. */
export async function readFacts(host: Host, path: string, where: string): Promise<FactsFile> {
  const text = await readNamed(host, 'facts file', path, where);
  return parseFacts(text, path === '-' ? 'Standard input' : path);
}
