import { OPTIONS, type Option, type OptionName } from './table.ts';

/** The flags of an option as they are typed: '--yes' and '-y'. */
export const wordsOf = (name: OptionName): readonly string[] =>
  OPTIONS[name].flag.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? [];

/** Whether a value is behind the flag. */
export const takesValue = (name: OptionName): boolean => {
  const { flag }: Option = OPTIONS[name];
  return flag.includes('<');
};
