import type { Json } from '../../core/json.ts';
import type { Input } from '../operation.ts';
import type { LambdaFunction } from '../world.ts';

/** What the guide's function reads from a request. */
export interface PoetryRequest {
  readonly persona: string;
  readonly language: string;
  readonly modelId: string;
  /** The body it sends to Bedrock. */
  readonly body: Input;
}

const DEFAULT_MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';
/** Enough for a short poem. */
const MAX_TOKENS = 1_000;

const member = (request: Input, name: string, otherwise: string): string => {
  const value = request[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
};

const bodyFor = (modelId: string, prompt: string): Input =>
  modelId.includes('amazon.')
    ? { messages: [{ role: 'user', content: [{ text: prompt }] }], inferenceConfig: { maxTokens: MAX_TOKENS } }
    : modelId.includes('meta.')
      ? { prompt, max_gen_len: MAX_TOKENS }
      : {
          anthropic_version: 'bedrock-2023-05-31',
          max_tokens: MAX_TOKENS,
          messages: [{ role: 'user', content: prompt }],
        };

/** Reads a request; the model is the request's, else the environment's, else the guide's. */
export function poetryRequest(fn: LambdaFunction, request: Input): PoetryRequest {
  const persona = member(request, 'persona', 'hamlet');
  const language = member(request, 'language', 'en');
  const modelId = member(request, 'model', fn.environment['BEDROCK_MODEL_ID'] || DEFAULT_MODEL);
  const features: Json = request['audioFeatures'] ?? {};
  const prompt = `Write a short poem in ${language === 'ko' ? 'Korean' : 'English'}, in the voice of ${persona}, about music with these features: ${JSON.stringify(features)}`;
  const body = bodyFor(modelId, prompt);
  if (fn.behavior !== 'bad-request') return { persona, language, modelId, body };
  const { max_tokens: _forgotten, ...rest } = body;
  return { persona, language, modelId, body: rest };
}
