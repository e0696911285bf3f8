import type { Json } from '../core/json.ts';
import type { Input, SandboxOperation } from './operation.ts';
import { BEDROCK } from './services/bedrock/index.ts';
import { BEDROCK_MANTLE } from './services/bedrock-mantle/index.ts';
import { BEDROCK_RUNTIME } from './services/bedrock-runtime/index.ts';
import { CLOUDFORMATION } from './services/cloudformation/index.ts';
import { CLOUDTRAIL } from './services/cloudtrail/index.ts';
import { EC2 } from './services/ec2/index.ts';
import { IAM } from './services/iam/index.ts';
import { LAMBDA } from './services/lambda/index.ts';
import { LOGS } from './services/logs/index.ts';
import { ORGANIZATIONS } from './services/organizations/index.ts';
import { SERVICE_QUOTAS } from './services/service-quotas/index.ts';
import { STS } from './services/sts/index.ts';

type Operations = { readonly [name: string]: SandboxOperation };

/** Services that speak the query protocol, by the name requests are signed with. */
export const QUERY: { readonly [service: string]: Operations } = {
  sts: STS,
  iam: IAM,
  cloudformation: CLOUDFORMATION,
  ec2: EC2,
};

/** Services that speak JSON 1.1, by the prefix of `x-amz-target`. */
export const TARGETS: { readonly [prefix: string]: { readonly service: string; readonly operations: Operations } } = {
  'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101': { service: 'cloudtrail', operations: CLOUDTRAIL },
  CloudTrail_20131101: { service: 'cloudtrail', operations: CLOUDTRAIL },
  AWSOrganizationsV20161128: { service: 'organizations', operations: ORGANIZATIONS },
  Logs_20140328: { service: 'logs', operations: LOGS },
  ServiceQuotasV20190624: { service: 'servicequotas', operations: SERVICE_QUOTAS },
};

/** One path of a REST service: `{Name}` parts are members of the input. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly members: readonly string[];
  readonly service: string;
  readonly name: string;
  readonly operation: SandboxOperation;
  /** The member that is the whole body; otherwise the body's members are the input's. */
  readonly payload?: string;
}

const route = (
  method: string,
  template: string,
  service: string,
  name: string,
  operations: Operations,
  payload?: string,
): Route => {
  const operation = operations[name];
  if (!operation) throw new Error(`the sandbox has no ${service} ${name}`);
  const members: string[] = [];
  const source = template.replace(/\{(\w+)\}/g, (_all, member: string) => {
    members.push(member);
    return '(.+?)';
  });
  return {
    method,
    path: new RegExp(`^${source}/?$`),
    members,
    service,
    name,
    operation,
    ...(payload === undefined ? {} : { payload }),
  };
};

/** Every REST path, the longer before the shorter. */
export const ROUTES: readonly Route[] = [
  route('GET', '/2015-03-31/functions/{FunctionName}/configuration', 'lambda', 'GetFunctionConfiguration', LAMBDA),
  route('POST', '/2015-03-31/functions/{FunctionName}/invocations', 'lambda', 'Invoke', LAMBDA, 'Payload'),
  route('GET', '/2015-03-31/functions/{FunctionName}/policy', 'lambda', 'GetPolicy', LAMBDA),
  route('GET', '/2021-10-31/functions/{FunctionName}/url', 'lambda', 'GetFunctionUrlConfig', LAMBDA),
  route('GET', '/2017-03-31/tags/{Resource}', 'lambda', 'ListTags', LAMBDA),
  route('GET', '/2015-03-31/functions/{FunctionName}', 'lambda', 'GetFunction', LAMBDA),
  route('GET', '/2015-03-31/functions', 'lambda', 'ListFunctions', LAMBDA),
  route('GET', '/foundation-models', 'bedrock', 'ListFoundationModels', BEDROCK),
  route('GET', '/foundation-models/{modelIdentifier}', 'bedrock', 'GetFoundationModel', BEDROCK),
  route('GET', '/inference-profiles', 'bedrock', 'ListInferenceProfiles', BEDROCK),
  route('GET', '/inference-profiles/{inferenceProfileIdentifier}', 'bedrock', 'GetInferenceProfile', BEDROCK),
  route('GET', '/foundation-model-availability/{modelId}', 'bedrock', 'GetFoundationModelAvailability', BEDROCK),
  route(
    'GET',
    '/list-foundation-model-agreement-offers/{modelId}',
    'bedrock',
    'ListFoundationModelAgreementOffers',
    BEDROCK,
  ),
  route('POST', '/create-foundation-model-agreement', 'bedrock', 'CreateFoundationModelAgreement', BEDROCK),
  route('POST', '/delete-foundation-model-agreement', 'bedrock', 'DeleteFoundationModelAgreement', BEDROCK),
  route('GET', '/data-retention', 'bedrock', 'GetAccountDataRetention', BEDROCK),
  route('PUT', '/data-retention', 'bedrock', 'PutAccountDataRetention', BEDROCK),
  route('GET', '/use-case-for-model-access', 'bedrock', 'GetUseCaseForModelAccess', BEDROCK),
  route('POST', '/use-case-for-model-access', 'bedrock', 'PutUseCaseForModelAccess', BEDROCK),
  route('POST', '/model/{modelId}/invoke', 'bedrock-runtime', 'InvokeModel', BEDROCK_RUNTIME, 'body'),
  route(
    'POST',
    '/model/{modelId}/invoke-with-response-stream',
    'bedrock-runtime',
    'InvokeModelWithResponseStream',
    BEDROCK_RUNTIME,
    'body',
  ),
  route('POST', '/model/{modelId}/count-tokens', 'bedrock-runtime', 'CountTokens', BEDROCK_RUNTIME),
  route('POST', '/openai/v1/chat/completions', 'bedrock-runtime', 'ChatCompletions', BEDROCK_RUNTIME),
  route('GET', '/v1/models', 'bedrock-mantle', 'ListModels', BEDROCK_MANTLE),
  route('POST', '/v1/chat/completions', 'bedrock-mantle', 'CreateInference', BEDROCK_MANTLE),
  route('GET', '/enforcedGuardrailsConfiguration', 'bedrock', 'ListEnforcedGuardrailsConfiguration', BEDROCK),
  route('POST', '/model/{modelId}/converse', 'bedrock-runtime', 'Converse', BEDROCK_RUNTIME),
  route('POST', '/model/{modelId}/converse-stream', 'bedrock-runtime', 'ConverseStream', BEDROCK_RUNTIME),
];

/** The input of a REST call: path, query and body together. */
export function restInput(
  found: Route,
  match: RegExpExecArray,
  query: URLSearchParams,
  headers: Input,
  body: Json,
): Input {
  const path = Object.fromEntries(
    found.members.map((member, index) => [member, decodeURIComponent(match[index + 1] ?? '')]),
  );
  const inBody: Input =
    found.payload !== undefined
      ? { [found.payload]: body }
      : typeof body === 'object' && body !== null && !Array.isArray(body)
        ? (body as Input)
        : {};
  return { ...inBody, ...Object.fromEntries(query), ...headers, ...path };
}
