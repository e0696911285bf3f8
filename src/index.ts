import type { ReportDocument } from './core/document.ts';
import type { DiagnoseOptions } from './library/options.ts';

export type { CauseId, Owner } from './core/cause.ts';
export type { DocumentCell as ReportCell, ReportDocument } from './core/document.ts';
export type { ReportCheck, ReportFinding, ReportRemedy, RootCause, VerdictWord } from './core/report.ts';
export { type Explanation, explain } from './library/explain.ts';
export type { DiagnoseOptions } from './library/options.ts';

/**
 * Why Amazon Bedrock denies a role, user or Lambda function: the document that `bedrock-doctor diagnose --format json` prints.
 * Reads AWS only, prints nothing, asks nobody. What AWS refuses to show is in the document as `unknown`; rejects with
 * an `Error` whose name is `UsageError` for options or a config file that cannot be understood, and where nobody is named
 * and nobody, or more than one, is found.
 */
export async function diagnose(options: DiagnoseOptions = {}): Promise<ReportDocument> {
  // Late, so that `explain` alone loads nothing of AWS.
  return (await import('./library/diagnose.ts')).diagnose(options);
}
