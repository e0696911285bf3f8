import { getFunctionConfiguration } from '../../aws/operations/lambda.ts';
import type { Aws } from '../../core/aws.ts';
import { isExplicit, type Target } from '../../core/target.ts';

/** Logical ids are letters and digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
const LOGICAL_ID = /^[A-Za-z0-9]+$/;

/**
 * Begins to read a function that is named by its own name or ARN while the stack, which it does not need, is still being
 * read. Reads are asked once a run, so the probe finds the answer under way; what goes wrong is the probe's to tell.
 */
export function beginFunction({ function: wanted }: Target, aws: Aws): void {
  if (!isExplicit(wanted) || LOGICAL_ID.test(wanted.value)) return;
  aws.ask(getFunctionConfiguration, { FunctionName: wanted.value }).catch(() => undefined);
}
