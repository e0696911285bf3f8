import { Chalk } from 'chalk';
import { diffLines } from 'diff';
import { harmless } from '../core/harmless.ts';
import type { Json } from '../core/json.ts';

const pretty = (value: Json): string => (value === null ? '' : `${JSON.stringify(value, null, 2)}\n`);

/** What a change adds and takes away, line by line. */
export function diffText(from: Json, to: Json, color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return diffLines(pretty(from), pretty(to))
    .flatMap(({ value, added, removed }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => {
          const safe = harmless(line);
          return added ? chalk.green(`+ ${safe}`) : removed ? chalk.red(`- ${safe}`) : `  ${safe}`;
        }),
    )
    .map((line) => `    ${line}\n`)
    .join('');
}
