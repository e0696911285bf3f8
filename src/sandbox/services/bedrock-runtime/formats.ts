import type { Model } from '../../world.ts';
import { ANTHROPIC } from './anthropic.ts';
import type { Format } from './format.ts';
import { LLAMA } from './llama.ts';
import { NOVA } from './nova.ts';

const BY_PROVIDER: { readonly [provider: string]: Format } = { Anthropic: ANTHROPIC, Amazon: NOVA, Meta: LLAMA };

/** The body form of a model; models the sandbox knows no form of take Nova's. */
export const formatOf = ({ provider }: Model): Format => BY_PROVIDER[provider] ?? NOVA;
