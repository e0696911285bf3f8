/** Depth of JSON in JSON, and of entities in entities, that wrappers have been seen to make. */
const MOST_LAYERS = 4;

const ENTITIES: { readonly [entity: string]: string } = {
  quot: '"',
  apos: "'",
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  amp: '&',
};

/** One layer of entities: https://html.spec.whatwg.org/multipage/named-characters.html (those that occur in errors). */
const withoutEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (entity, hex?: string, digits?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
      const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );

/** Escape sequences of a terminal, also where JSON has spelt them out: https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ANSI = /(?:\u001b|\\u001b|\\x1b|\\033|\\e)\[[0-9;?]*[a-z]/gi;

/** Characters that show nothing and split words: https://www.unicode.org/reports/tr36/#Canonical_Represenation */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Whether most spaces were percent-encoded (RFC 3986), as in an address or a copied query. */
const percentEncoded = (text: string): boolean => /%20\S*%20/.test(text);
/** The same as a form sends it, with plus signs for spaces: https://url.spec.whatwg.org/#application/x-www-form-urlencoded */
const formEncoded = (text: string): boolean =>
  /\b[A-Za-z']+\+[A-Za-z%0-9']+\+[A-Za-z%0-9']+\+/.test(text) && !text.includes(' ');
const withoutPercents = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });

/** What begins every line of a comment or a list. */
const MARK = /^[ \t]*(?:#|\/\/|\*|-|;)[ \t]/gm;
/** Whether most of several lines begin so; one alone may well be part of the text. */
function isMarked(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  return lines > 1 && (text.match(MARK)?.length ?? 0) >= lines - 1;
}

/**
 * One spelling for every text: straight quotes, no escapes, no entities, no colours, one space. `join` puts lines
 * together that were cut in the middle of a word. Never throws.
 */
export function normalize(text: string, join?: (plain: string) => string): string {
  let plain = text.replace(ANSI, '');
  if (formEncoded(plain)) plain = withoutPercents(plain.replaceAll('+', ' '));
  else if (percentEncoded(plain)) plain = withoutPercents(plain);
  // JSON in a field of CSV: https://www.rfc-editor.org/rfc/rfc4180#section-2 (7)
  if (/""[\w.$:-]{1,60}"" ?:/.test(plain)) plain = plain.replaceAll('""', '"');
  for (let layer = 0; layer < MOST_LAYERS && /&#?\w{2,8};/.test(plain); layer += 1) {
    const next = withoutEntities(plain);
    if (next === plain) break;
    plain = next;
  }
  // Quoted mail, Markdown and the frames of terminal programs begin each line with a sign of their own.
  if (/\n[ \t]*[>|│┃║]/.test(plain)) plain = plain.replace(/^[ \t]*(?:[>|│┃║][ \t]?)+/gm, '');
  if (isMarked(plain)) plain = plain.replace(MARK, '');
  // YAML's block scalars: https://yaml.org/spec/1.2.2/#81-block-scalar-styles
  plain = plain.replace(/: [>|][+-]?(?=\r?\n)/g, ':');
  if (join) plain = join(plain);
  // Mail and editors also break lines behind a hyphen, as they do in foundation-model.
  plain = plain.replace(/([a-z]-)\r?\n[ \t]*(?=[a-z])/g, '$1');
  for (let layer = 0; layer < MOST_LAYERS && plain.includes('\\'); layer += 1) {
    plain = plain
      .replace(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      // As many backslashes as there are layers around it.
      .replace(/(?<!\\)\\+[nrt]/g, ' ')
      .replace(/\\(["'/\\`])/g, '$1');
  }
  return (
    plain
      .replace(INVISIBLE, '')
      // UTF-8 that somebody read as Windows-1252: https://encoding.spec.whatwg.org/#windows-1252
      .replace(/\u00e2\u20ac[\u2122\u02dc]/g, "'")
      .replace(/\u00e2\u20ac[\u0153\u009d]/g, '"')
      .replace(/[\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4]/g, "'")
      .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
      .replace(/`|\*\*/g, '')
      .replace(/\u2026/g, '...')
      // YAML doubles the quotes inside quotes: https://yaml.org/spec/1.2.2/#732-single-quoted-style
      .replace(/(\w)''(?=\w)/g, "$1'")
      .replace(/[\s\u00a0\u3000]+/g, ' ')
  );
}
