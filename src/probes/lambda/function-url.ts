import { orNull } from '../../aws/error.ts';
import { getFunctionUrlConfig } from '../../aws/operations/lambda.ts';
import { defineProbe } from '../../core/probe.ts';
import { lambdaFunction } from './function.ts';

export interface FunctionUrlFact {
  readonly url: string;
  /** Whether it wants requests that are signed (AuthType AWS_IAM). */
  readonly signs: boolean;
}

/**
 * The Function URL of the examined function; null where it has none. Read when the function is to be called, never by a
 * diagnosis. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html
 */
export const functionUrl = defineProbe({
  id: 'lambda/function-url',
  title: "the function's own address",
  actions: ['lambda:GetFunctionUrlConfig'],
  scope: [],
  needs: { lambdaFunction },
  read: async ({ lambdaFunction: fn }, { aws }): Promise<FunctionUrlFact | null> => {
    if (fn === null) return null;
    const answer = await orNull(
      ['ResourceNotFoundException'],
      aws.ask(getFunctionUrlConfig, { FunctionName: fn.name }),
    );
    const url = answer?.FunctionUrl;
    return url === undefined ? null : { url, signs: answer?.AuthType === 'AWS_IAM' };
  },
});
