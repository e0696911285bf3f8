import type {
  GetFunctionConfigurationCommandInput,
  GetFunctionConfigurationCommandOutput,
  GetFunctionUrlConfigCommandInput,
  GetFunctionUrlConfigCommandOutput,
  InvokeCommandInput,
  InvokeCommandOutput,
  ListFunctionsCommandInput,
  ListFunctionsCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../core/aws.ts';

export const getFunctionConfiguration: Operation<
  GetFunctionConfigurationCommandInput,
  GetFunctionConfigurationCommandOutput
> = { service: 'lambda', name: 'GetFunctionConfiguration', action: 'lambda:GetFunctionConfiguration', reads: true };
export const getFunctionUrlConfig: Operation<GetFunctionUrlConfigCommandInput, GetFunctionUrlConfigCommandOutput> = {
  service: 'lambda',
  name: 'GetFunctionUrlConfig',
  action: 'lambda:GetFunctionUrlConfig',
  reads: true,
};
export const listFunctions: Operation<ListFunctionsCommandInput, ListFunctionsCommandOutput> = {
  service: 'lambda',
  name: 'ListFunctions',
  action: 'lambda:ListFunctions',
  reads: true,
};
export const invoke: Operation<InvokeCommandInput, InvokeCommandOutput> = {
  service: 'lambda',
  name: 'Invoke',
  action: 'lambda:InvokeFunction',
  reads: false,
};
