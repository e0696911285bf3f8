import type { Input } from '../../operation.ts';
import type { World } from '../../world.ts';
import { modelAnywhere } from '../bedrock/model.ts';
import { baseModelId, findProfile } from '../bedrock/profile.ts';

/** Enough for a short answer. */
const MAX_TOKENS = 300;

/** A request body that the model behind an id or profile understands; Nova's where it is not known. */
export function requestFor(world: World, modelId: string, prompt: string): Input {
  const profile = findProfile(world, modelId, world.region);
  const model = modelAnywhere(world, profile ? baseModelId(profile) : modelId);
  switch (model?.kind) {
    case 'embeddings':
      return model.provider === 'Cohere'
        ? { texts: [prompt], input_type: 'search_query' }
        : model.id.includes('nova')
          ? { taskType: 'SINGLE_EMBEDDING', singleEmbeddingParams: { text: { value: prompt, truncationMode: 'END' } } }
          : { inputText: prompt };
    case 'rerank':
      return { query: prompt, documents: [prompt], api_version: 2 };
    case 'image':
      return { taskType: 'TEXT_IMAGE', textToImageParams: { text: prompt } };
    default:
      break;
  }
  switch (model?.provider) {
    case 'Anthropic':
      return {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: MAX_TOKENS,
        messages: [{ role: 'user', content: prompt }],
      };
    case 'Meta':
      return { prompt, max_gen_len: MAX_TOKENS };
    default:
      return { messages: [{ role: 'user', content: [{ text: prompt }] }], inferenceConfig: { maxTokens: MAX_TOKENS } };
  }
}
