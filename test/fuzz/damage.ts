/** Numbers that look drawn, the same for the same seed (https://en.wikipedia.org/wiki/Xorshift); from 0 up to, not with, 1. */
export function drawsOf(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
}
export type Draw = () => number;
export const pick = <T>(items: readonly T[], draw: Draw): T => {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
};

/** Values that belong nowhere. */
const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  '',
  ' ',
  '\u0000',
  '\u001b[2J\u001b]0;title\u0007',
  '\u202eevil\u2066',
  '__proto__',
  'constructor',
  'x'.repeat(100_000),
  'a'.repeat(40),
  '../../../../etc/passwd',
  '/dev/zero',
  'arn:aws:iam::999999999999:role/other',
  '$(touch /tmp/pwned)',
  '%zz%00',
  '{{',
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1 },
  { length: -1 },
  ['a', 1, null],
  '2027-02-30',
  'NaN',
  '1e999',
];

type Open = { [key: string]: unknown };
const isHolder = (value: unknown): value is Open | unknown[] => typeof value === 'object' && value !== null;

/** All places of a value: the holder and its key. */
function placesOf(value: unknown): { holder: Open; key: string }[] {
  const places: { holder: Open; key: string }[] = [];
  const visit = (one: unknown): void => {
    if (!isHolder(one)) return;
    for (const key of Object.keys(one)) {
      places.push({ holder: one as Open, key });
      visit((one as Open)[key]);
    }
  };
  visit(value);
  return places;
}

/** A JSON text with some values replaced, taken away, doubled or renamed. */
export function damagedJson(text: string, draw: Draw): string {
  const value: unknown = JSON.parse(text);
  for (let times = 1 + Math.floor(draw() * 3); times > 0; times -= 1) {
    const places = placesOf(value);
    if (places.length === 0) break;
    const { holder, key } = pick(places, draw);
    const way = draw();
    if (way < 0.6) holder[key] = pick(NASTY, draw);
    else if (way < 0.75) delete holder[key];
    else if (way < 0.9) holder[String(pick(NASTY, draw)).slice(0, 50)] = holder[key];
    else holder[key] = [holder[key], holder[key]];
  }
  return JSON.stringify(value);
}

/** A text with a piece cut out, doubled, turned to noise, or nested without end. */
export function damagedText(text: string, draw: Draw): string {
  const [from, length] = [Math.floor(draw() * text.length), Math.floor(draw() * draw() * 200)];
  const way = draw();
  if (way < 0.25) return text.slice(0, from);
  if (way < 0.5) return text.slice(0, from) + text.slice(from + length);
  if (way < 0.7) return text.slice(0, from) + text.slice(from, from + length).repeat(20) + text.slice(from);
  if (way < 0.95)
    return (
      text.slice(0, from) +
      Array.from({ length: 1 + (length % 20) }, () => String.fromCharCode(Math.floor(draw() * 300))).join('') +
      text.slice(from)
    );
  return `${text.slice(0, from)}${'['.repeat(50_000)}${text.slice(from)}`;
}
export const damaged = (text: string, draw: Draw): string => {
  if (draw() < 0.35) return damagedText(text, draw);
  try {
    return damagedJson(text, draw);
  } catch {
    return damagedText(text, draw);
  }
};
