import { Chalk } from 'chalk';
import { structuredPatch } from 'diff';
import { harmless } from '../core/harmless.ts';
import type { Json } from '../core/json.ts';

/** A file's text as it is, everything else as JSON; nothing where there is nothing. */
const textOf = (value: Json): string => {
  if (value === null) return '';
  return typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
};

/** Lines around a change in a file; a policy document is shown whole. */
const FILE_CONTEXT = 3;

/** What a change adds and takes away, line by line, as `diff -u` shows it. */
export function diffText(from: Json, to: Json, color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const isFile = typeof from === 'string' || typeof to === 'string';
  const context = isFile ? FILE_CONTEXT : Number.MAX_SAFE_INTEGER;
  const { hunks } = structuredPatch('', '', textOf(from), textOf(to), '', '', { context });
  return hunks
    .flatMap(({ oldStart, newStart, oldLines, newLines, lines }) => [
      ...(isFile ? [chalk.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`)] : []),
      ...lines.map((line) => {
        const safe = `${line[0]} ${harmless(line.slice(1))}`;
        return line.startsWith('+') ? chalk.green(safe) : line.startsWith('-') ? chalk.red(safe) : safe;
      }),
    ])
    .map((line) => `    ${line}\n`)
    .join('');
}
