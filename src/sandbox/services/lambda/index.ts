import type { SandboxOperation } from '../../operation.ts';
import { getFunctionUrlConfig } from './get-function-url-config.ts';
import { getPolicy } from './get-policy.ts';
import { invoke } from './invoke.ts';
import { listFunctions } from './list-functions.ts';
import { getFunction, getFunctionConfiguration, listTags } from './read-function.ts';

/** Lambda: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA: { readonly [name: string]: SandboxOperation } = {
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionUrlConfig: getFunctionUrlConfig,
  GetPolicy: getPolicy,
  Invoke: invoke,
  ListFunctions: listFunctions,
  ListTags: listTags,
};
