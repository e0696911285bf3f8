import { GUIDE_FUNCTION } from '../../applications/guide.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';

/**
 * Whether the examined function is the guide's, whose request and answers are known (contract, words). Where the stack may not be
 * read, the name alone tells; a function that is not there is nobody's.
 */
export function isGuides({ facts, target }: Diagnosis): boolean {
  const fact = facts.get(lambdaFunction);
  if (fact?.known && fact.value === null) return false;
  const there = known(resources, facts);
  if (there === null) return target.function?.value === GUIDE_FUNCTION;
  const physical = there.find(
    ({ type, logicalId }) => type === 'AWS::Lambda::Function' && logicalId === GUIDE_FUNCTION,
  )?.physicalId;
  const name = known(lambdaFunction, facts)?.name;
  return physical !== undefined && (name === undefined ? target.function?.value === GUIDE_FUNCTION : name === physical);
}
