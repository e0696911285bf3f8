import { type Answer, type Request, restAnswer, restError } from './wire.ts';
import type { World } from './world.ts';

const part = (text: string | undefined): string => decodeURIComponent(text ?? '');
const unknown = (): Answer => restError(404, 'UnknownOperationException', 'The requested operation is not recognized.');

/** What a REST path means, as the IAM action's name. */
export function restOperation({ service, method, path }: Request): string {
  const known: readonly (readonly [string, RegExp, string])[] =
    service === 'lambda'
      ? [
          ['GET', /^\/2015-03-31\/functions\/[^/]+\/configuration$/, 'GetFunctionConfiguration'],
          ['GET', /^\/2015-03-31\/functions\/[^/]+$/, 'GetFunction'],
          ['GET', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
          ['POST', /^\/2015-03-31\/functions\/[^/]+\/invocations$/, 'InvokeFunction'],
        ]
      : [
          ['GET', /^\/foundation-models\/.+$/, 'GetFoundationModel'],
          ['GET', /^\/foundation-models$/, 'ListFoundationModels'],
          ['GET', /^\/inference-profiles\/.+$/, 'GetInferenceProfile'],
          ['GET', /^\/inference-profiles$/, 'ListInferenceProfiles'],
          ['GET', /^\/foundation-model-availability\/.+$/, 'GetFoundationModelAvailability'],
          ['GET', /^\/use-case-for-model-access$/, 'GetUseCaseForModelAccess'],
          ['GET', /^\/list-foundation-model-agreement-offers\/.+$/, 'ListFoundationModelAgreementOffers'],
          ['GET', /^\/data-retention$/, 'GetAccountDataRetention'],
          ['POST', /^\/model\/[^/]+\/invoke$/, 'InvokeModel'],
          ['POST', /^\/model\/[^/]+\/converse$/, 'Converse'],
        ];
  return known.find(([verb, shape]) => verb === method && shape.test(path))?.[2] ?? `${method} ${path}`;
}

function lambda(world: World, operation: string, { path }: Request): Answer {
  if (operation === 'InvokeFunction' && world.invocation) {
    const { status, error, payload } = world.invocation;
    const answer = restAnswer(payload, status);
    return error === undefined ? answer : { ...answer, headers: { ...answer.headers, 'x-amz-function-error': error } };
  }
  if (operation === 'ListFunctions') return restAnswer({ Functions: Object.values(world.functions) });
  if (operation !== 'GetFunctionConfiguration' && operation !== 'GetFunction') return unknown();
  const asked = part(path.split('/')[3]);
  const name = asked.startsWith('arn:') ? (asked.split(':')[6] ?? '') : asked;
  const found = world.functions[name];
  if (!found) {
    const arn = asked.startsWith('arn:')
      ? asked
      : `arn:aws:lambda:${world.region}:${world.caller.Account}:function:${asked}`;
    return {
      ...restError(404, 'ResourceNotFoundException', ''),
      body: JSON.stringify({ Type: 'User', Message: `Function not found: ${arn}` }),
    };
  }
  return restAnswer(operation === 'GetFunction' ? { Configuration: found, Code: {} } : found);
}

function bedrock(world: World, operation: string, { path, region }: Request): Answer {
  const asked = part(path.split('/').slice(2).join('/'));
  const id = asked.replace(/^arn:aws[a-z-]*:bedrock:[^:]*:[^:]*:foundation-model\//, '');
  const here = region === world.region;
  const noSuchModel = (): Answer =>
    world.unknownModel === 'ValidationException'
      ? restError(400, 'ValidationException', 'The provided model identifier is invalid.')
      : restError(
          404,
          'ResourceNotFoundException',
          `Could not resolve the foundation model from the model identifier ${id}.`,
        );
  switch (operation) {
    case 'GetFoundationModel': {
      const details = here ? world.models[id] : undefined;
      if (details) return restAnswer({ modelDetails: details });
      return (world.elsewhere[region] ?? []).includes(id)
        ? restAnswer({
            modelDetails: {
              modelArn: `arn:aws:bedrock:${region}::foundation-model/${id}`,
              modelId: id,
              modelLifecycle: { status: 'ACTIVE' },
            },
          })
        : noSuchModel();
    }
    case 'GetInferenceProfile': {
      const found = here ? world.profiles[asked] : undefined;
      if (found) return restAnswer(found);
      return (world.elsewhere[region] ?? []).includes(asked)
        ? restAnswer({ inferenceProfileId: asked, status: 'ACTIVE', type: 'SYSTEM_DEFINED', models: [] })
        : world.unknownModel === 'ValidationException'
          ? restError(400, 'ValidationException', 'The provided inference profile identifier is invalid.')
          : restError(404, 'ResourceNotFoundException', `Inference profile ${asked} not found.`);
    }
    case 'GetFoundationModelAvailability': {
      const found = here ? world.availability[id] : undefined;
      if (!found) return noSuchModel();
      return restAnswer({
        modelId: id.replace(/:0$/, ''),
        ...(found.agreement === undefined
          ? {}
          : {
              agreementAvailability: {
                status: found.agreement,
                ...(found.errorMessage === undefined ? {} : { errorMessage: found.errorMessage }),
              },
            }),
        authorizationStatus: found.authorization,
        entitlementAvailability: found.entitlement,
        regionAvailability: found.region,
      });
    }
    case 'GetUseCaseForModelAccess':
      return world.form
        ? restAnswer({ formData: Buffer.from('{"companyName":"Example","intendedUsers":"0"}').toString('base64') })
        : restError(404, 'ResourceNotFoundException', 'You have not filled out the request form.');
    default:
      return world.lists[operation] === undefined ? unknown() : restAnswer(world.lists[operation]);
  }
}

/** Lambda, Bedrock and Bedrock Runtime. */
export const restService = (world: World, request: Request): Answer =>
  request.service === 'lambda'
    ? lambda(world, restOperation(request), request)
    : bedrock(world, restOperation(request), request);
