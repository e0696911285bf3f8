import { orNull } from '../../aws/error.ts';
import { getFunctionConfiguration } from '../../aws/operations/lambda.ts';
import { userOfApiKey } from '../../bedrock/api-key.ts';
import { looksLikeModel } from '../../bedrock/model-id.ts';
import { type Fact, Unknowable } from '../../core/fact.ts';
import { defineProbe, guessFrom, maybe } from '../../core/probe.ts';
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
  /** Variables whose value is an address of Bedrock's own, without query; absent where there is none. */
  readonly addresses?: readonly { readonly variable: string; readonly url: string }[];
  /** The IAM user behind the Bedrock API key in its variables, never the key; absent where there is none, or the key names nobody. */
  readonly apiKeyUser?: string;
  /** When code or configuration last changed, in milliseconds since 1970; null or absent where AWS does not say. */
  readonly changedAt?: number | null;
}

/** Logical ids are letters and digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
export const LOGICAL_ID = /^[A-Za-z0-9]+$/;

/** The name to ask Lambda for: a logical id becomes the physical name; null when nothing stands for it. */
function nameOf(
  target: Pick<Target, 'function' | 'stack'>,
  found: Fact<readonly ResourceFact[] | null>,
): string | null {
  if (target.function === null) return null;
  const wanted = target.function.value;
  if (target.stack === null) return wanted;
  const functions = (found.known && found.value !== null ? found.value : []).filter(
    ({ type }) => type === 'AWS::Lambda::Function',
  );
  const logical = functions.find(({ logicalId }) => logicalId === wanted);
  if (logical) return logical.physicalId;
  if (isExplicit(target.function)) return wanted;
  // Nobody named a function: the only one of the stack is meant.
  return functions.length === 1 ? (functions[0]?.physicalId ?? null) : null;
}

/** '2026-11-22T12:00:00.000+0000', as Lambda writes it. */
function momentOf(text: string | undefined): number | null {
  const at = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? null : at;
}

/** Hosts of Bedrock's two inference endpoints: https://docs.aws.amazon.com/general/latest/gr/bedrock.html */
const BEDROCK_HOST = /^bedrock-(?:mantle|runtime)\.[a-z0-9-]+\.(?:api\.aws|amazonaws\.com(?:\.cn)?)$/;

/** The address in a value, without user and query, in which keys stand at times; null where it is none of Bedrock's. */
function bedrockAddress(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const { protocol, host, pathname } = new URL(value);
  return BEDROCK_HOST.test(host) ? `${protocol}//${host}${pathname.replace(/\/+$/, '')}` : null;
}

/** Names that say "this is the model" come before others that merely hold an id. */
const telling = (variable: string): number =>
  /^(BEDROCK_)?MODEL(_ID)?$/.test(variable) ? 0 : /MODEL/.test(variable) ? 1 : 2;

/** The name or ARN to ask Lambda for. Asks nobody. */
export const functionName = defineProbe({
  id: 'lambda/function-name',
  title: 'which function is meant',
  actions: [],
  scope: ['function', 'stack'],
  passing: true,
  needs: { resources: maybe(resources) },
  // What no logical id can be needs no stack to be found.
  guess: guessFrom({}, (_facts, { target: { function: wanted } }) =>
    wanted !== null && isExplicit(wanted) && !LOGICAL_ID.test(wanted.value) ? wanted.value : null,
  ),
  read: async ({ resources: found }, { target }): Promise<string | null> => {
    const name = nameOf(target, found);
    // The stack that would name it could not be read: that is not knowing, and not that there is none.
    if (name === null && !found.known && target.function !== null) throw new Unknowable(found.why);
    return name === '' ? null : name;
  },
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const lambdaFunction = defineProbe({
  id: 'lambda/function',
  title: 'the function',
  actions: ['lambda:GetFunctionConfiguration'],
  scope: [],
  ahead: true,
  needs: { functionName },
  read: async ({ functionName: name }, { aws }): Promise<FunctionFact | null> => {
    if (name === null) return null;
    const answer = await orNull(
      ['ResourceNotFoundException'],
      aws.ask(getFunctionConfiguration, { FunctionName: name }),
    );
    if (answer === null) return null;
    const physical = answer.FunctionName ?? name;
    const variables = answer.Environment?.Variables ?? {};
    const addresses = Object.entries(variables).flatMap(([variable, value]) => {
      const url = bedrockAddress(value);
      return url === null ? [] : [{ variable, url }];
    });
    const apiKeyUser = userOfApiKey(variables['AWS_BEARER_TOKEN_BEDROCK'] ?? '');
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
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(apiKeyUser === null ? {} : { apiKeyUser }),
      changedAt: momentOf(answer.LastModified),
    };
  },
});
