/** Depth of JSON in JSON that wrappers have been seen to make; each pass takes one layer of backslashes away. */
const MOST_LAYERS = 4;

const ENTITIES: { readonly [entity: string]: string } = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&rsquo;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** One spelling for every text: straight quotes, no escapes, no entities, one space. Never throws. */
export function normalise(text: string): string {
  let plain = text;
  if (/&(#?\w+);/.test(plain)) {
    plain = plain.replace(/&#?\w+;/g, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
  }
  for (let layer = 0; layer < MOST_LAYERS && plain.includes('\\'); layer += 1) {
    plain = plain
      .replace(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\[nrt]/g, ' ')
      .replace(/\\(["'/\\])/g, '$1');
  }
  return plain
    .replace(/[\u2018\u2019\u02bc\u2032]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\s\u00a0]+/g, ' ');
}
