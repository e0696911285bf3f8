import type { SandboxOperation } from '../../operation.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getPolicy } from './get-policy.ts';
import { invoke } from './invoke.ts';
import { listFunctions } from './list-functions.ts';

/** Lambda: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA: { readonly [name: string]: SandboxOperation } = {
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetPolicy: getPolicy,
  Invoke: invoke,
  ListFunctions: listFunctions,
};
