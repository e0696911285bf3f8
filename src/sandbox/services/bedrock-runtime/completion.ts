import { poemFor } from './poem.ts';

/** What a model wrote, and what it cost in tokens. */
export interface Completion {
  readonly text: string;
  readonly stop: 'end' | 'max-tokens';
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** About three characters make a token, over English and Korean together; only the proportion matters here. */
const CHARACTERS_A_TOKEN = 3;
const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / CHARACTERS_A_TOKEN));

/** The model's answer to a prompt, cut off at the tokens that were asked for. */
export function complete(prompt: string, maxTokens: number): Completion {
  const whole = poemFor(prompt);
  const cut = tokensOf(whole) > maxTokens;
  const text = cut ? whole.slice(0, maxTokens * CHARACTERS_A_TOKEN) : whole;
  return {
    text,
    stop: cut ? 'max-tokens' : 'end',
    inputTokens: tokensOf(prompt),
    outputTokens: tokensOf(text),
  };
}

/** Pieces as a stream sends them. */
export const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,24}/g) ?? [];
