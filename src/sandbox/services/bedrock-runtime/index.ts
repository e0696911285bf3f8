import type { SandboxOperation } from '../../operation.ts';
import { chatCompletions } from '../bedrock-mantle/index.ts';
import { converse } from './converse.ts';
import { converseStream } from './converse-stream.ts';
import { countTokens } from './count-tokens.ts';
import { invokeModel } from './invoke-model.ts';
import { invokeModelWithResponseStream } from './invoke-model-with-response-stream.ts';

/** Bedrock Runtime: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html */
export const BEDROCK_RUNTIME: { readonly [name: string]: SandboxOperation } = {
  ChatCompletions: chatCompletions,
  CountTokens: countTokens,
  Converse: converse,
  ConverseStream: converseStream,
  InvokeModel: invokeModel,
  InvokeModelWithResponseStream: invokeModelWithResponseStream,
};
