import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new BedrockRuntimeClient(settings),
  commands: { InvokeModel: InvokeModelCommand, Converse: ConverseCommand, ConverseStream: ConverseStreamCommand },
});
