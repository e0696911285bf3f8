import { expect, test } from 'vitest';
import { CAUSES } from '../src/causes/catalogue.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { parse } from '../src/cli.ts';
import type { Style } from '../src/core/style.ts';
import { listText } from '../src/engine/report/list-text.ts';
import { pageText } from '../src/reporters/page.ts';
import { widthOf } from '../src/reporters/wrap.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { TOPICS } from '../src/topics/index.ts';

/** Help as a terminal of that width shows it. */
function helpAt(columns: number, args: readonly string[]): string {
  const { stdout } = process;
  const before = { isTTY: stdout.isTTY, columns: stdout.columns };
  Object.assign(stdout, { isTTY: true, columns });
  try {
    let text = '';
    parse(args, {
      out: (part) => {
        text += part;
      },
      err: () => undefined,
      walks: false,
    });
    return text;
  } finally {
    Object.assign(stdout, before);
  }
}

test.each([40, 60, 80])('help keeps to %i columns', (columns) => {
  for (const args of [['--help'], ...COMMANDS.map(({ name }) => [name, '--help'])]) {
    const [, ...lines] = helpAt(columns, args).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  }
});

test.each([40, 60])('the tables of help topics keep to %i columns', (width) => {
  const style: Style = { color: false, width, verbose: false, quiet: false, unicode: true };
  for (const page of Object.values(TOPICS)) {
    const tables = { ...page, sections: page.sections.filter(({ kind }) => kind === 'table') };
    expect(
      pageText(tables, style)
        .split('\n')
        .filter((line) => widthOf(line) > width),
    ).toEqual([]);
  }
});

test('lists are a line each for programs, and keep to the width of a terminal', () => {
  const rows = [...Object.values(CAUSES), ...SCENARIOS];
  const piped = listText(rows, { stdoutIsTerminal: false, columns: 40 }).trimEnd().split('\n');
  expect(piped).toHaveLength(rows.length);
  for (const columns of [40, 80]) {
    const lines = listText(rows, { stdoutIsTerminal: true, columns }).split('\n');
    expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
  }
});
