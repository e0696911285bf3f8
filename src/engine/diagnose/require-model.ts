import { factOf } from '../../core/judge.ts';
import { capitalize } from '../../core/sentence.ts';
import { UsageError } from '../../core/usage-error.ts';
import { model, NO_MODEL } from '../../probes/run/model.ts';
import type { Diagnosis } from './diagnosis.ts';

/**
 * For commands that act on a model: throws a `UsageError` where nothing names one (contract, section 7), unless what is
 * broken before it is the answer.
 */
export function requireModel({ facts, judged, notes = [] }: Diagnosis & { readonly notes?: readonly string[] }): void {
  const found = factOf(model, facts);
  if (judged.verdict !== 'undetermined' || judged.exit === 4) return;
  if (found.known || found.why.kind !== 'undecided' || found.why.message !== NO_MODEL) return;
  throw new UsageError(notes.find((note) => note.includes('--model')) ?? `${capitalize(NO_MODEL)}.`);
}
