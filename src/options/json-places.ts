const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where the values of a JSON text begin (RFC 8259), which the engine's own parser does not tell: by JSON Pointer (RFC
 * 6901) the offset of the key, or of the item in a list. Of a text that is no JSON as far as it is.
 */
export function jsonPlaces(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const letter = (wanted: string): boolean => {
    skip(SPACE);
    if (text[at] !== wanted) return false;
    at += 1;
    return true;
  };
  const key = (): string | null => {
    skip(SPACE);
    const begin = at;
    return skip(TEXT) ? String(JSON.parse(text.slice(begin, at))) : null;
  };
  /** Members of an object or items of a list up to its closing letter; false where one is wrong. */
  const all = (closing: string, one: (index: number) => boolean): boolean => {
    if (letter(closing)) return true;
    for (let index = 0; one(index); index += 1) {
      if (letter(closing)) return true;
      if (!letter(',')) return false;
    }
    return false;
  };
  const value = (path: string): boolean => {
    if (letter('{')) {
      return all('}', () => {
        skip(SPACE);
        const begin = at;
        const name = key();
        if (name === null) return false;
        const member = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        offsets.set(member, begin);
        return letter(':') && value(member);
      });
    }
    if (letter('[')) {
      return all(']', (index) => {
        skip(SPACE);
        offsets.set(`${path}/${index}`, at);
        return value(`${path}/${index}`);
      });
    }
    skip(SPACE);
    return skip(TEXT) || skip(OTHER);
  };
  value('');
  return offsets;
}
