import { parse } from './cli.ts';

/**
 * What --help prints for a command, or for the program (null); null for a command that is none. The build renders these
 * once, so that help loads no parser.
 */
export function helpOf(command: string | null): string | null {
  let text = '';
  const asked = parse(
    command === null ? ['--help'] : [command, '--help'],
    (part) => {
      text += part;
    },
    () => undefined,
  );
  return 'exit' in asked && asked.exit === 0 ? text : null;
}
