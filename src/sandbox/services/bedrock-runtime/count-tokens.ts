import { fault, list, type SandboxOperation, text } from '../../operation.ts';
import { record } from '../../record.ts';
import { findModel } from '../bedrock/model.ts';
import { modelArn } from '../bedrock/operation.ts';
import { complete } from './completion.ts';

/** Costs nothing, but needs its own permission. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html */
export const countTokens: SandboxOperation = {
  action: 'bedrock:CountTokens',
  resource: (world, input) => {
    const id = text(input, 'modelId');
    return id.startsWith('arn:') ? id : modelArn(world, id, world.region);
  },
  handle: (world, input, { region }) => {
    const model = findModel(world, text(input, 'modelId'), region);
    if (!model) return fault('ValidationException', 400, 'The provided model identifier is invalid.');
    if (model.provider !== 'Anthropic')
      return fault('ValidationException', 400, "The provided model doesn't support counting tokens.");
    const given = record(input['input']);
    const converse = record(given['converse']);
    const invoke = Buffer.from(text(record(given['invokeModel']), 'body'), 'base64').toString('utf8');
    const prompt = invoke === '' ? JSON.stringify([converse['system'] ?? [], list(converse, 'messages')]) : invoke;
    return { world, output: { inputTokens: complete(prompt, 1).inputTokens } };
  },
};
