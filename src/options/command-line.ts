import { longFlag, type OptionName } from './table.ts';

/** An option as somebody gave it: its text, or true and false for a flag. */
export interface Given {
  readonly name: OptionName;
  readonly value: string | boolean;
}

/** A word as a POSIX shell reads it back: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Options as words of a command line, quoted for a shell. A flag that is negated is named as it is typed: '--no-verify'. */
export const commandWords = (given: readonly Given[]): readonly string[] =>
  given.flatMap(({ name, value }) =>
    typeof value === 'boolean'
      ? [longFlag(name)]
      : // What begins with a dash would be read as a flag of its own.
        value.startsWith('-')
        ? [quoted(`${longFlag(name)}=${value}`)]
        : [longFlag(name), quoted(value)],
  );
