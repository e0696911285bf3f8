import {
  GetFunctionConfigurationCommand,
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
    ListFunctions: ListFunctionsCommand,
    Invoke: InvokeCommand,
  },
});
