import { isTooDeep } from '../core/json-depth.ts';

/** CloudFormation takes 500: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 1_000;
const MOST_DEEP = 500;
/** Entries that stand side by side, and all of a text: the reader compares each key with all before it. */
const MOST_BESIDE = 20_000;
const MOST_ENTRIES = 200_000;

const count = (text: string, pattern: RegExp, most: number): boolean => {
  let found = 0;
  for (const _ of text.matchAll(pattern)) {
    found += 1;
    if (found > most) return true;
  }
  return false;
};

/** Whether more lines have one indentation than any template has. */
function isWide(text: string): boolean {
  const lines = new Map<number, number>();
  for (const [, indent = ''] of text.matchAll(/^( *)\S/gm)) {
    const now = (lines.get(indent.length) ?? 0) + 1;
    if (now > MOST_BESIDE) return true;
    lines.set(indent.length, now);
  }
  return false;
}

/**
 * Why a text is larger than any template, in a few words, or null; looked at before it is read, since reading it would
 * take minutes. Linear.
 */
export function isBeyond(text: string): string | null {
  if (isTooDeep(text, MOST_DEEP)) return 'is nested too deep to be read';
  if (count(text, /\bType["']?\s{0,4}:\s{0,4}["']?(?:AWS|Custom)::/g, MOST_RESOURCES))
    return `has more than ${MOST_RESOURCES} resources, and CloudFormation takes 500`;
  if (isWide(text) || count(text, /[,\n]/g, MOST_ENTRIES)) return 'has more entries than any template';
  return null;
}
