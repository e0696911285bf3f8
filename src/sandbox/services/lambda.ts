import type { Json } from '../../core/json.ts';
import { type Answer, everything, fault, type Input, type SandboxOperation, text } from '../operation.ts';
import { runPoetry } from '../poetry-function.ts';
import type { LambdaFunction, World } from '../world.ts';

const nameOf = (input: Input): string => {
  const given = decodeURIComponent(text(input, 'FunctionName'));
  return /:function:([^:]+)/.exec(given)?.[1] ?? given.split(':').at(-1) ?? given;
};
const arnOf = (world: World, name: string): string =>
  `arn:${world.partition}:lambda:${world.region}:${world.account}:function:${name}`;
const onFunction = (world: World, input: Input): string => arnOf(world, nameOf(input));
const withFunction = (world: World, input: Input, region: string, then: (fn: LambdaFunction) => Answer): Answer => {
  const fn = region === world.region ? world.functions[nameOf(input)] : undefined;
  return fn
    ? then(fn)
    : fault('ResourceNotFoundException', 404, `Function not found: ${arnOf({ ...world, region }, nameOf(input))}`);
};

const configuration = (fn: LambdaFunction): { readonly [key: string]: Json } => ({
  FunctionName: fn.name,
  FunctionArn: fn.arn,
  Role: fn.roleArn,
  Runtime: fn.runtime,
  Handler: fn.handler,
  Timeout: fn.timeoutSeconds,
  MemorySize: fn.memoryMb,
  LastModified: new Date(fn.lastModified).toISOString(),
  Environment: { Variables: fn.environment },
  LoggingConfig: { LogFormat: fn.logFormat, LogGroup: fn.logGroup },
  PackageType: 'Zip',
  State: 'Active',
  ...(fn.vpcSubnetIds.length === 0 ? {} : { VpcConfig: { SubnetIds: [...fn.vpcSubnetIds], SecurityGroupIds: [] } }),
});

/** The request inside an API Gateway proxy event, or the payload itself. */
function requestOf(payload: Json): { readonly [key: string]: Json } {
  const event = (typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : {}) as Input;
  const inner = event['body'];
  if (typeof inner !== 'string') return event;
  try {
    return JSON.parse(inner) as Input;
  } catch {
    return {};
  }
}

/** Lambda: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA: { readonly [name: string]: SandboxOperation } = {
  GetFunctionConfiguration: {
    action: 'lambda:GetFunctionConfiguration',
    resource: onFunction,
    handle: (world, input, { region }) =>
      withFunction(world, input, region, (fn) => ({ world, output: configuration(fn) })),
  },
  GetFunction: {
    action: 'lambda:GetFunction',
    resource: onFunction,
    handle: (world, input, { region }) =>
      withFunction(world, input, region, (fn) => ({
        world,
        output: { Configuration: configuration(fn), Code: { RepositoryType: 'S3' }, Tags: {} },
      })),
  },
  ListFunctions: {
    action: 'lambda:ListFunctions',
    resource: everything,
    handle: (world, _input, { region }) => ({
      world,
      output: { Functions: (region === world.region ? Object.values(world.functions) : []).map(configuration) },
    }),
  },
  Invoke: {
    action: 'lambda:InvokeFunction',
    resource: onFunction,
    handle: (world, input, { region, now }) =>
      withFunction(world, input, region, (fn) => {
        if (text(input, 'InvocationType') === 'DryRun') return { world, output: {}, status: 204 };
        const payload = input['Payload'] ?? {};
        const proxied = typeof (payload as Input)['body'] === 'string';
        const run = runPoetry(world, fn, requestOf(payload), now);
        const answer: Json =
          run.functionError !== null
            ? { errorType: 'Error', errorMessage: 'the function failed' }
            : proxied
              ? {
                  statusCode: run.status,
                  headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify(run.body),
                }
              : run.body;
        return {
          world: run.world,
          output: answer,
          headers: {
            'x-amzn-requestid': run.requestId,
            'x-amz-executed-version': '$LATEST',
            ...(run.functionError === null ? {} : { 'x-amz-function-error': run.functionError }),
          },
        };
      }),
  },
};
