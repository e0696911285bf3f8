import type { Model } from '../../world.ts';
import { ANTHROPIC } from './anthropic.ts';
import { COHERE_EMBED, IMAGE, NOVA_EMBED, RERANK, TITAN_EMBED } from './embeddings.ts';
import type { Format } from './format.ts';
import { LLAMA } from './llama.ts';
import { NOVA } from './nova.ts';

const BY_PROVIDER: { readonly [provider: string]: Format } = { Anthropic: ANTHROPIC, Amazon: NOVA, Meta: LLAMA };

/** The body form of a model; chat models the sandbox knows no form of take Nova's. */
export function formatOf({ id, provider, kind }: Model): Format {
  if (kind === 'embeddings')
    return provider === 'Cohere' ? COHERE_EMBED : id.includes('nova') ? NOVA_EMBED : TITAN_EMBED;
  if (kind === 'rerank') return RERANK;
  return kind === 'image' ? IMAGE : (BY_PROVIDER[provider] ?? NOVA);
}
