import { roleOf } from '../authorize.ts';
import type { LambdaFunction, World } from '../world.ts';

/** Whom a function calls AWS as: a session of its role, named after the function; null when Lambda cannot assume it. */
export const sessionOf = (world: World, fn: LambdaFunction): string | null => {
  const role = roleOf(world, fn.roleArn);
  return role ? `arn:${world.partition}:sts::${world.account}:assumed-role/${role.name}/${fn.name}` : null;
};

/** The id of the temporary credentials that Lambda hands to a function. */
export const FUNCTION_KEY = 'ASIASANDBOXFUNCTION1';

/** Keeps request ids of Bedrock apart from those of Lambda. */
export const SDK_CALL = 500_000;

/** How the SDK names itself inside Lambda. */
export const userAgentOf = ({ runtime }: LambdaFunction): string =>
  runtime.startsWith('python')
    ? `Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python exec-env/AWS_Lambda_${runtime}`
    : `aws-sdk-js/3.1164.0 ua/2.1 os/linux lang/js api/bedrock-runtime exec-env/AWS_Lambda_${runtime}`;
