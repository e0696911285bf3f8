import type {
  ConverseCommandInput,
  ConverseCommandOutput,
  ConverseStreamCommandInput,
  ConverseStreamCommandOutput,
  InvokeModelCommandInput,
  InvokeModelCommandOutput,
} from '@aws-sdk/client-bedrock-runtime';
import type { Operation } from '../../core/aws.ts';

export const invokeModel: Operation<InvokeModelCommandInput, InvokeModelCommandOutput> = {
  service: 'bedrock-runtime',
  name: 'InvokeModel',
  action: 'bedrock:InvokeModel',
  reads: false,
};
export const converse: Operation<ConverseCommandInput, ConverseCommandOutput> = {
  service: 'bedrock-runtime',
  name: 'Converse',
  action: 'bedrock:InvokeModel',
  reads: false,
};
/** What a streamed answer is made of. */
export type StreamedEvents = ConverseStreamCommandOutput['stream'];
export const converseStream: Operation<ConverseStreamCommandInput, ConverseStreamCommandOutput> = {
  service: 'bedrock-runtime',
  name: 'ConverseStream',
  action: 'bedrock:InvokeModelWithResponseStream',
  reads: false,
};
