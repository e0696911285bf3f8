import type { Json } from '../../../core/json.ts';
import { type Answer, fault, type Input, type SandboxOperation, text } from '../../operation.ts';
import type { LambdaFunction, World } from '../../world.ts';

/** The function's name in a name, a partial ARN or an ARN; a qualifier of a name is dropped. */
function nameOf(input: Input): string {
  const given = decodeURIComponent(text(input, 'FunctionName'));
  const inArn = /(?:^|:)function:([^:]+)/.exec(given)?.[1];
  if (inArn !== undefined) return inArn;
  const [first = '', second = ''] = given.split(':');
  return /^\d{12}$/.test(first) ? second : first;
}

const arnOf = (world: World, region: string, name: string): string =>
  `arn:${world.partition}:lambda:${region}:${world.account}:function:${name}`;

/** The ARN of the function an input names; a name and a partial ARN are of the caller's account. */
function arnGiven(world: World, input: Input, region: string): string {
  const given = decodeURIComponent(text(input, 'FunctionName'));
  const account = /^arn:[^:]+:lambda:([^:]+):(\d+):/.exec(given) ?? /^()(\d{12}):/.exec(given);
  if (!account) return arnOf(world, region, nameOf(input));
  return `arn:${world.partition}:lambda:${account[1] || region}:${account[2]}:function:${nameOf(input)}`;
}

/** An operation of Lambda, authorized on the function its input names. */
export const operation = (action: string, handle: SandboxOperation['handle']): SandboxOperation => ({
  action: `lambda:${action}`,
  resource: (world, input) => arnGiven(world, input, world.region),
  handle,
});

/** The function of the input, or AWS's ResourceNotFoundException; a function is only found in its own Region. */
export function withFunction(world: World, input: Input, region: string, then: (fn: LambdaFunction) => Answer): Answer {
  const arn = arnGiven(world, input, region);
  const fn = world.functions[nameOf(input)];
  return fn && fn.arn === arn && arn.split(':')[3] === region
    ? then(fn)
    : fault('ResourceNotFoundException', 404, `Function not found: ${arn}`);
}

/** A function as the API gives it: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export const configuration = (fn: LambdaFunction): { readonly [key: string]: Json } => ({
  FunctionName: fn.name,
  FunctionArn: fn.arn,
  Role: fn.roleArn,
  Runtime: fn.runtime,
  Handler: fn.handler,
  CodeSize: 21_504,
  Description: '',
  Timeout: fn.timeoutSeconds,
  MemorySize: fn.memoryMb,
  // Lambda writes the offset without a colon.
  LastModified: new Date(fn.lastModified).toISOString().replace('Z', '+0000'),
  Version: '$LATEST',
  ...(Object.keys(fn.environment).length === 0 ? {} : { Environment: { Variables: fn.environment } }),
  TracingConfig: { Mode: 'PassThrough' },
  LoggingConfig: { LogFormat: fn.logFormat, LogGroup: fn.logGroup },
  PackageType: 'Zip',
  Architectures: ['x86_64'],
  State: 'Active',
  LastUpdateStatus: 'Successful',
  ...(fn.vpcSubnetIds.length === 0
    ? {}
    : { VpcConfig: { SubnetIds: [...fn.vpcSubnetIds], SecurityGroupIds: ['sg-0sandbox'], VpcId: 'vpc-0sandbox' } }),
});
