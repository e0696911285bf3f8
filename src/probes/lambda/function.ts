import { orNull } from '../../aws/error.ts';
import { getFunctionConfiguration } from '../../aws/operations/lambda.ts';
import { looksLikeModel } from '../../bedrock/model-id.ts';
import { type Fact, Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Target } from '../../core/target.ts';
import { isExplicit } from '../../core/target.ts';
import { type ResourceFact, resources } from '../cloudformation/resources.ts';

/** What the doctor reads of a function. Of the environment only names, and values that are model ids. */
export interface FunctionFact {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly logGroup: string;
  readonly timeoutSeconds: number;
  readonly inVpc: boolean;
  readonly variables: readonly string[];
  /** Variables whose value is a model id, most telling name first. */
  readonly models: readonly { readonly variable: string; readonly model: string }[];
  readonly logFormat: string;
}

/** The name to ask Lambda for: a logical id becomes the physical name; null when nothing stands for it. */
export function functionName(target: Target, found: Fact<readonly ResourceFact[] | null>): string | null {
  const wanted = target.function.value;
  const functions = (found.known && found.value !== null ? found.value : []).filter(
    ({ type }) => type === 'AWS::Lambda::Function',
  );
  const logical = functions.find(({ logicalId }) => logicalId === wanted);
  if (logical) return logical.physicalId;
  if (isExplicit(target.function)) return wanted;
  // Nobody named a function: the only one of the stack is meant.
  return functions.length === 1 ? (functions[0]?.physicalId ?? null) : null;
}

/** Names that say "this is the model" come before others that merely hold an id. */
const telling = (variable: string): number =>
  /^(BEDROCK_)?MODEL(_ID)?$/.test(variable) ? 0 : /MODEL/.test(variable) ? 1 : 2;

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const lambdaFunction = defineProbe({
  id: 'lambda/function',
  title: 'the function',
  actions: ['lambda:GetFunctionConfiguration'],
  needs: { resources: maybe(resources) },
  read: async ({ resources: found }, { aws, target }): Promise<FunctionFact | null> => {
    const name = functionName(target, found);
    // The stack that would name it could not be read: that is not knowing, and not that there is none.
    if (name === null && !found.known) throw new Unknowable(found.why);
    if (name === null || name === '') return null;
    const answer = await orNull(
      ['ResourceNotFoundException'],
      aws.ask(getFunctionConfiguration, { FunctionName: name }),
    );
    if (answer === null) return null;
    const physical = answer.FunctionName ?? name;
    const variables = answer.Environment?.Variables ?? {};
    return {
      name: physical,
      arn: answer.FunctionArn ?? '',
      roleArn: answer.Role ?? '',
      logGroup: answer.LoggingConfig?.LogGroup ?? `/aws/lambda/${physical}`,
      timeoutSeconds: answer.Timeout ?? 3,
      inVpc: (answer.VpcConfig?.SubnetIds ?? []).length > 0,
      variables: Object.keys(variables).sort(),
      models: Object.entries(variables)
        .filter(([, value]) => looksLikeModel(value))
        .map(([variable, model]) => ({ variable, model }))
        .sort((a, b) => telling(a.variable) - telling(b.variable) || (a.variable < b.variable ? -1 : 1)),
      logFormat: answer.LoggingConfig?.LogFormat ?? 'Text',
    };
  },
});
