/** Foreign words with the full stop that some of them lack, so that a sentence can follow. */
export const withFullStop = (words: string): string =>
  /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
