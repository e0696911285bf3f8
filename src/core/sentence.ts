/** Foreign words with the full stop that some of them lack, so that a sentence can follow. */
export const withFullStop = (words: string): string =>
  /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;

/** Words as the beginning of a sentence. */
export const capitalize = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A sentence's words where another goes on with them. */
export const uncapitalize = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
