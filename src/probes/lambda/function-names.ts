import { collectPages } from '../../aws/collect-pages.ts';
import { listFunctions } from '../../aws/operations/lambda.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { resources } from '../cloudformation/resources.ts';
import { lambdaFunction } from './function.ts';

/** The functions that are there, read only when the one asked for is not, and the stack names none. */
export const functionNames = defineProbe({
  id: 'lambda/function-names',
  title: 'the functions that exist here',
  actions: ['lambda:ListFunctions'],
  scope: [],
  needs: { lambdaFunction, resources: maybe(resources) },
  read: async ({ lambdaFunction: found, resources: stack }, { aws }): Promise<readonly string[]> => {
    if (found !== null) return [];
    const inStack = (stack.known && stack.value !== null ? stack.value : [])
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ logicalId }) => logicalId);
    if (inStack.length > 0) return inStack;
    const pages = await collectPages(
      (Marker) => aws.ask(listFunctions, Marker === undefined ? {} : { Marker }),
      ({ NextMarker }) => NextMarker,
    );
    return pages
      .flatMap(({ Functions }) => Functions ?? [])
      .flatMap(({ FunctionName }) => (FunctionName === undefined ? [] : [FunctionName]));
  },
});
