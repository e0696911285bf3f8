import { isTooDeep } from '../core/json-depth.ts';
import { jsonLine } from '../core/json-line.ts';
import { UsageError } from '../core/usage-error.ts';
import type { FactsFile } from './facts-file.ts';

type Open = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Open =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const SOURCES: ReadonlySet<unknown> = new Set(['flag', 'env', 'file', 'discovered', 'default', 'prompt']);
const isSourced = (value: unknown): boolean =>
  isObject(value) && isText(value['value']) && isObject(value['source']) && SOURCES.has(value['source']['from']);

/** Values a target always has, and those that may be missing. */
const NEEDED = ['region'] as const;
const OPTIONAL = ['profile', 'endpointUrl', 'stack', 'function', 'role', 'model', 'logGroup', 'apiUrl'] as const;
const isTarget = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['sinceMs'] === 'number' &&
  NEEDED.every((name) => isSourced(value[name])) &&
  OPTIONAL.every((name) => value[name] === null || isSourced(value[name]));

/** The members that each reason for not knowing has besides its kind. */
const REASONS: { readonly [kind: string]: readonly string[] } = {
  denied: ['action', 'message'],
  failed: ['code', 'message'],
  unreachable: ['message'],
  'no-credentials': ['message'],
  timeout: [],
  blocked: ['by'],
  undecided: ['message'],
  bug: ['message'],
  'not-recorded': [],
};
const isUnknown = (value: unknown): boolean => {
  if (!isObject(value) || !isText(value['kind'])) return false;
  const members = Object.hasOwn(REASONS, value['kind']) ? REASONS[value['kind']] : undefined;
  return members?.every((name) => isText(value[name])) ?? false;
};
const isFact = (value: unknown): boolean =>
  isObject(value) &&
  ((value['known'] === true && value['value'] !== undefined) || (value['known'] === false && isUnknown(value['why'])));

/** What is wrong with the cells beside the first one, or null. */
function flawInCells(cells: unknown): string | null {
  if (cells === undefined) return null;
  if (!Array.isArray(cells)) return 'cells are no list';
  for (const [index, cell] of cells.entries()) {
    if (!isObject(cell) || !isTarget(cell['target'])) return `the target of cell ${index + 2} is incomplete`;
    if (!isObject(cell['facts'])) return `the facts of cell ${index + 2} are missing`;
    const wrong = Object.entries(cell['facts']).find(([, fact]) => fact !== null && !isFact(fact));
    if (wrong) return `the fact ${JSON.stringify(wrong[0])} of cell ${index + 2} is damaged`;
  }
  return null;
}

/** What is wrong with a facts file, or null. */
function flaw(file: Open): string | null {
  if (!isText(file['recordedAt']) || Number.isNaN(Date.parse(file['recordedAt']))) return 'recordedAt is no time';
  if (typeof file['redacted'] !== 'boolean') return 'redacted must be true or false';
  if (!Number.isSafeInteger(file['apiCalls']) || Number(file['apiCalls']) < 0) return 'apiCalls is no number';
  const { checks, facts } = file;
  if (checks !== null && !(Array.isArray(checks) && checks.every(isText))) return 'checks is no list of ids';
  if (!isTarget(file['target'])) return 'target is incomplete';
  if (!isObject(facts)) return 'facts are missing';
  const wrong = Object.entries(facts).find(([, fact]) => !isFact(fact));
  if (wrong) return `the fact ${JSON.stringify(wrong[0])} is damaged`;
  const { notes } = file;
  if (notes !== undefined && !(Array.isArray(notes) && notes.every(isText))) return 'notes is no list of sentences';
  return flawInCells(file['cells']);
}

/** Reads a facts file's text. `name` is how messages call it. Throws a `UsageError` when it is damaged or none. */
export function parseFacts(text: string, name: string): FactsFile {
  if (isTooDeep(text)) throw new UsageError(`${name} is nested too deep to be a facts file; save it anew with --save.`);
  let file: unknown;
  try {
    // A byte order mark is what some editors and shells put in front of UTF-8.
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new UsageError(
      `${name}, line ${jsonLine(text)}, is not valid JSON: it is damaged or no facts file; save it anew with --save.`,
    );
  }
  if (!isObject(file) || file['schema'] === undefined || !isText(file['tool'])) {
    throw new UsageError(`${name} is no facts file; pass one that diagnose --save wrote.`);
  }
  if (file['schema'] !== 1) {
    throw new UsageError(
      `${name} has the schema ${JSON.stringify(file['schema'])}, and this version reads schema 1; save it anew with --save.`,
    );
  }
  const wrong = flaw(file);
  if (wrong !== null) throw new UsageError(`${name} is damaged: ${wrong}; save it anew with --save.`);
  return file as unknown as FactsFile;
}
