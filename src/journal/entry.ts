import type { Assignment, JournalEvent, Origin } from '../core/plan.ts';
import { UsageError } from '../core/usage-error.ts';

/** The version of the lines this program writes. */
const SCHEMA = 1;

/** One line of the journal. */
export interface Entry extends Origin {
  readonly schema: typeof SCHEMA;
  /** The change it belongs to. */
  readonly change: string;
  /** ISO 8601. */
  readonly at: string;
  /** `undoes`: the change that this one takes back. */
  readonly undoes: string | null;
  /** The remedy that wanted it: tells a grant that should have taken itself away. Older lines have none. */
  readonly remedy?: string;
  readonly did: JournalEvent;
}

type Fields = { readonly [key: string]: unknown };
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAssignment = (value: unknown): value is Assignment =>
  isRecord(value) &&
  Object.keys(value).every((key) => ['setting', 'key', 'subject', 'from', 'to'].includes(key)) &&
  typeof value['setting'] === 'string' &&
  typeof value['subject'] === 'string' &&
  value['key'] !== undefined &&
  value['from'] !== undefined &&
  value['to'] !== undefined;

function isJournalEvent(value: unknown): value is JournalEvent {
  if (!isRecord(value) || typeof value['subject'] !== 'string') return false;
  switch (value['did']) {
    case 'intend':
      return isAssignment(value['assignment']);
    case 'failed':
      return typeof value['message'] === 'string';
    case 'stale':
      return value['found'] !== undefined;
    default:
      return value['did'] === 'done' || value['did'] === 'already' || value['did'] === 'sent';
  }
}

const isTextOr = (other: null | undefined, value: unknown): boolean => value === other || typeof value === 'string';

const isEntry = (value: Fields): value is Fields & Entry =>
  value['schema'] === SCHEMA &&
  typeof value['change'] === 'string' &&
  typeof value['at'] === 'string' &&
  (value['account'] === null || typeof value['account'] === 'string') &&
  typeof value['region'] === 'string' &&
  isTextOr(undefined, value['partition']) &&
  isTextOr(null, value['endpoint'] ?? null) &&
  isTextOr(null, value['operator'] ?? null) &&
  (value['undoes'] === null || typeof value['undoes'] === 'string') &&
  isJournalEvent(value['did']);

/**
 * A line as the entry it is; null when it is damaged, or tells of a change that `proves` does not know as ours. Throws a `UsageError` for a line of a newer version, which is
 * whole but not ours to judge. Pure.
 */
export function parseEntry(line: string, proves: (assignment: Assignment) => boolean = () => true): Entry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  if (typeof value['schema'] === 'number' && value['schema'] > SCHEMA) {
    throw new UsageError('The journal of changes was written by a newer bedrock-doctor; update this one.');
  }
  if (!isEntry(value)) return null;
  const { did } = value;
  return did.did !== 'intend' || (did.assignment.subject === did.subject && proves(did.assignment)) ? value : null;
}
