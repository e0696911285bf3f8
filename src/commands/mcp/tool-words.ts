import { longFlag, OPTIONS, type OptionName } from '../../options/table.ts';
import type { Fixed } from './fixed.ts';

/** A command that a sentence proposes to a person; its flags stay flags. */
const COMMAND = /\bbedrock-doctor(?: [^,;]*)?/g;
const FLAG = /(?<![\w-])--[a-z][a-z-]*/g;

const OF_FLAG: ReadonlyMap<string, OptionName> = new Map(
  (Object.keys(OPTIONS) as OptionName[]).map((name) => [longFlag(name), name]),
);

/**
 * A sentence of the command line as a tool says it: an option that is an argument here has the argument's name, and of one
 * that is none it is said, so that nobody tries. Pure.
 */
export function inToolWords(sentence: string, offered: readonly string[], fixed: Fixed): string {
  const none = new Set<string>();
  const spoken = (part: string): string =>
    part.replace(FLAG, (flag) => {
      const name = OF_FLAG.get(flag);
      if (name === undefined || Object.hasOwn(fixed, name)) return flag;
      if (offered.includes(name)) return name;
      none.add(flag);
      return flag;
    });
  let [said, from] = ['', 0];
  for (const found of sentence.matchAll(COMMAND)) {
    said += spoken(sentence.slice(from, found.index)) + found[0];
    from = found.index + found[0].length;
  }
  said += spoken(sentence.slice(from));
  const flags = [...none];
  if (flags.length === 0) return said;
  const which = `${flags.join(' and ')} ${flags.length === 1 ? 'is' : 'are'} of the command line, and no argument here.`;
  return said.endsWith('.') ? `${said.slice(0, -1)}; ${which}` : `${said} ${which}`;
}
