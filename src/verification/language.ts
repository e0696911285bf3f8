/** The scripts of languages that are not written in Latin letters: https://www.unicode.org/iso15924/iso15924-codes.html */
const SCRIPTS: { readonly [language: string]: RegExp } = {
  ko: /\p{Script=Hangul}/u,
  ja: /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u,
  zh: /\p{Script=Han}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  th: /\p{Script=Thai}/u,
  el: /\p{Script=Greek}/u,
  he: /\p{Script=Hebrew}/u,
};

/** The language a request body asks for, such as 'ko'; null where it names none. */
export function languageOf(body: string): string | null {
  try {
    const { language } = JSON.parse(body) as { readonly language?: unknown };
    return typeof language === 'string' ? language : null;
  } catch {
    return null;
  }
}

/**
 * What is strange about a poem that came, in sentences; empty when nothing is. A poem in the wrong language is a poem
 * all the same: access works. Pure.
 */
export function doubtsOf(poem: string, language: string | null): readonly string[] {
  const script = language === null ? undefined : SCRIPTS[language.toLowerCase().split(/[-_]/)[0] ?? ''];
  return [
    ...(script && !script.test(poem)
      ? [
          `The poem was asked for in the language ${language}, and has no letter of it; check what the function tells the model.`,
        ]
      : []),
    ...(poem.includes('\uFFFD')
      ? ['The poem has bytes that are no UTF-8; something on the way treats it as another character set.']
      : []),
  ];
}
