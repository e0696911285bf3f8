import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import type { ExitCode, RootCause, VerdictWord } from '../core/report.ts';

/** One cell of a fleet as its line has it (contract, section 9). */
export interface FleetCell {
  readonly account: string;
  readonly region: string;
  /** ARN of the role or user; null where only the agreement was looked at. */
  readonly principal: string | null;
  readonly model: string;
  readonly verdict: VerdictWord;
  readonly rootCause: RootCause | null;
  readonly otherCauses: readonly CauseId[];
  /** IAM actions without which something could not be looked at. */
  readonly unknown: readonly string[];
  /** What is the case, in a sentence; null for a healthy cell. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** Place of the account in the list of the run, from 0: by it `merge` finds the accounts' order. */
  readonly order: number;
  readonly ou?: string;
  readonly name?: string;
  /** Facts that were read in another Region of the account, such as 'agreement'. */
  readonly deduced?: readonly string[];
}

/** What tells a cell from all others of its run. A role's path is not known where its account cannot be entered. */
export const cellKey = ({
  account,
  region,
  principal,
  model,
}: Pick<FleetCell, 'account' | 'region' | 'principal' | 'model'>): string =>
  `${account} ${region} ${principalName(principal)} ${model}`;

/** 'role/Name' or 'user/Name' of an ARN, without the path between. */
const principalName = (arn: string | null): string =>
  arn === null ? '' : arn.replace(/^.*:(role|user)\/(?:.*\/)?/, '$1/');

/** The exit code of one cell (contract, section 1). */
export function exitOf({ verdict, rootCause }: Pick<FleetCell, 'verdict' | 'rootCause'>): ExitCode {
  if (verdict === 'broken') return 1;
  if (verdict === 'pending') return 5;
  if (verdict === 'healthy') return 0;
  return rootCause !== null && CAUSES[rootCause.cause].endsTheRun ? 4 : 3;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const VERDICTS: ReadonlySet<unknown> = new Set(['healthy', 'broken', 'undetermined', 'pending']);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** The cell a line holds; null where it holds none. `order`: where the line does not say. */
export function readCell(line: string, order: number): FleetCell | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { account, region, principal, model, verdict, rootCause, otherCauses, unknown, reason, at } = value;
  const fits =
    typeof account === 'string' &&
    typeof region === 'string' &&
    (principal === null || typeof principal === 'string') &&
    typeof model === 'string' &&
    VERDICTS.has(verdict) &&
    (rootCause === null || (isRecord(rootCause) && typeof rootCause['cause'] === 'string')) &&
    isTexts(otherCauses) &&
    isTexts(unknown) &&
    (reason === null || typeof reason === 'string') &&
    typeof at === 'string';
  if (!fits) return null;
  return { ...value, order: typeof value['order'] === 'number' ? value['order'] : order } as unknown as FleetCell;
}
