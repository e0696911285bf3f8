import { harmless } from '../../core/harmless.ts';
import type { FleetCell } from '../cell.ts';
import { sayAccounts, sayCells, sayNumber, WHO_LOOKS } from '../todo.ts';
import { partOfRun } from './run-words.ts';
import { type FleetReporter, summaryOf } from './source.ts';

/** A step summary of GitHub may have 1 MiB: https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions#step-isolation-and-limits */
const MOST_ROWS = 300;

/** Nothing in a text ends the table's cell, begins HTML or becomes a link. */
const plain = (text: string): string =>
  harmless(text).replace(/[\\`*_[\]|<>&@]/g, (letter) =>
    letter === '<' ? '&lt;' : letter === '>' ? '&gt;' : letter === '&' ? '&amp;' : `\\${letter}`,
  );
const code = (text: string): string => `\`${harmless(text).replace(/[`|]/g, "'")}\``;

/** The fleet in Markdown: the sentence, what to do, causes, and the cells that are not healthy, as many as fit. */
export const markdown: FleetReporter = async function* (source) {
  const { headline, todo, causes, blind, accounts, cells, byVerdict } = await summaryOf(source);
  yield `## ${plain(headline)}\n\n`;
  yield `${sayAccounts(accounts)}, ${sayCells(cells)}: ${sayNumber(byVerdict.healthy)} healthy, ${sayNumber(byVerdict.broken)} broken, ${sayNumber(byVerdict.pending)} pending, ${sayNumber(byVerdict.undetermined)} undetermined. ${plain(partOfRun(source.run))}\n\n`;
  if (todo.length > 0) yield `### What to do\n\n${todo.map((one, at) => `${at + 1}. ${plain(one)}`).join('\n')}\n\n`;
  if (causes.length + blind.length > 0) {
    yield '### By cause\n\n| Cause | Accounts | Cells | Who can fix it |\n| --- | ---: | ---: | --- |\n';
    for (const { cause, accounts: of, cells: count, who } of causes) {
      yield `| ${code(cause)} | ${sayNumber(of)} | ${sayNumber(count)} | ${plain(who)} |\n`;
    }
    for (const { reason, accounts: of, cells: count } of blind.slice(0, 20)) {
      yield `| could not be judged: ${plain(reason)} | ${sayNumber(of)} | ${sayNumber(count)} | ${WHO_LOOKS} |\n`;
    }
    yield '\n';
  }
  let rows = 0;
  for await (const cell of source.cells()) {
    if (cell.verdict === 'healthy') continue;
    if (rows === 0) {
      yield '### Cells that are not healthy\n\n| Account | Region | Model | Verdict | Cause |\n| --- | --- | --- | --- | --- |\n';
    }
    rows += 1;
    if (rows <= MOST_ROWS) yield rowOf(cell);
  }
  if (rows > MOST_ROWS)
    yield `\nThe first ${MOST_ROWS} of ${sayNumber(rows)}; the others are in the file and in the html report.\n`;
};

const rowOf = ({ account, name, region, model, verdict, rootCause, reason, unknown }: FleetCell): string =>
  `| ${account}${name === undefined ? '' : ` ${plain(name)}`} | ${region} | ${code(model)} | ${verdict} | ${
    rootCause === null
      ? plain(unknown.length > 0 ? `needs ${unknown.join(', ')}` : (reason ?? ''))
      : code(rootCause.cause)
  } |\n`;
