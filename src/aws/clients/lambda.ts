import {
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new LambdaClient(settings),
  commands: {
    GetFunctionConfiguration: GetFunctionConfigurationCommand,
    GetFunctionUrlConfig: GetFunctionUrlConfigCommand,
    ListFunctions: ListFunctionsCommand,
    Invoke: InvokeCommand,
  },
});
