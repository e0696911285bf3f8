import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, '../schema/report.schema.json'), 'utf8')) as object;
let made: ReturnType<Ajv2020['compile']> | null = null;

interface Judged {
  readonly verdict: string | null;
  readonly rootCause: unknown;
  readonly otherCauses: unknown;
}
interface Document extends Judged {
  readonly cells: readonly Judged[];
}

/** What ran, as one document in JSON; null where it is text, lines, or a document of another kind. */
function reportIn(out: string): Document | null {
  if (!out.startsWith('{') || !out.includes('"otherCauses"')) return null;
  try {
    const value = JSON.parse(out) as { readonly schemaVersion?: unknown; readonly checks?: unknown };
    return value.schemaVersion === 1 && Array.isArray(value.checks) ? (value as unknown as Document) : null;
  } catch {
    return null;
  }
}

/**
 * A report without what differs where the same account is judged twice: its times, and what its commands carry of the
 * variables of the run that printed them.
 */
export function timeless(document: object): unknown {
  const { startedAt: _startedAt, durationMs: _durationMs, ...rest } = document as { readonly [key: string]: unknown };
  return JSON.parse(JSON.stringify(rest).replace(/ --(?:region|endpoint-url|api-url) [^\s"]+/g, ''));
}

/** Of several cells the gravest decides (contract, section 1): 1, 3, 5, 0. That AWS takes no credentials holds for all. */
const graveness = ({ verdict }: Judged): number =>
  ['healthy', 'pending', 'undetermined', 'broken'].indexOf(verdict ?? '');

/**
 * What holds for every document that any test makes the tool print (contract, section 2): it is of its schema, and says
 * of its first cell what it says itself. Throws what is wrong.
 */
export function mustBeSound(out: string): void {
  const document = reportIn(out);
  if (document === null) return;
  made ??= new Ajv2020({ strict: false }).compile(schema);
  if (!made(document)) throw new Error(`not of its schema: ${JSON.stringify(made.errors)}\n${out.slice(0, 2_000)}`);
  const [first] = document.cells;
  if (first === undefined) return;
  const said = ({ verdict, rootCause, otherCauses }: Judged): string =>
    JSON.stringify([verdict, rootCause, otherCauses]);
  if (said(document) !== said(first))
    throw new Error(`the document says ${said(document)}, its first cell ${said(first)}\n${out.slice(0, 2_000)}`);
  const graver = document.cells.find((cell) => graveness(cell) > graveness(first));
  if (graver !== undefined) throw new Error(`a cell is graver than the first: ${said(graver)}\n${out.slice(0, 2_000)}`);
}
