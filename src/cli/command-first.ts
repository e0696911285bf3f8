import { takesValue, wordsOf } from '../options/flag-words.ts';
import { OPTIONS, type OptionName } from '../options/table.ts';

/** Flags whose value is the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  (Object.keys(OPTIONS) as OptionName[]).filter(takesValue).flatMap((name) => wordsOf(name)),
);

/**
 * The words with the command in front: who knows the AWS CLI writes `--region eu-west-1 diagnose`. As they stand where
 * the first word behind the flags is no command.
 */
export function commandFirst(
  argv: readonly string[],
  commands: readonly { readonly name: string }[],
): readonly string[] {
  let at = 0;
  while (argv[at]?.startsWith('-') && argv[at] !== '--') at += WITH_VALUE.has(argv[at] ?? '') ? 2 : 1;
  const command = argv[at];
  if (command === undefined || at === 0 || !commands.some(({ name }) => name === command)) return argv;
  return [command, ...argv.slice(0, at), ...argv.slice(at + 1)];
}
