import { harmless } from '../../core/harmless.ts';
import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { type CellChange, type CellState, diffRuns, type FleetDiff } from '../../fleet/diff.ts';
import { differenceOf } from '../../fleet/run-line.ts';
import type { Session } from '../session/session.ts';
import { openRun, openSink } from './files.ts';

const sayState = (state: CellState | null): string =>
  state === null ? 'not looked at' : state.cause === null ? state.verdict : `${state.verdict} (${state.cause})`;

const sayChange = ({ account, region, model, from, to, worse }: CellChange): string =>
  harmless(`${worse ? '!' : ' '} ${account}  ${region}  ${model}  ${sayState(from)} → ${sayState(to)}`);

const sayDiff = ({ changes, same }: FleetDiff): string => {
  const worse = changes.filter((one) => one.worse).length;
  const head =
    changes.length === 0
      ? `Nothing changed: ${same} cells are as they were.`
      : `${changes.length} cells changed, ${worse} for the worse; ${same} are as they were.`;
  return `${[head, ...changes.map(sayChange)].join('\n')}\n`;
};

/** `fleet diff OLD NEW`: what changed between two runs. Exits with the gravest of the cells that changed. */
export async function diffFiles({ host, outputs }: Session, files: readonly string[]): Promise<ExitCode> {
  const [old, now] = files;
  if (old === undefined || now === undefined || files.length > 2) {
    throw new UsageError('fleet diff compares two files; write bedrock-doctor fleet diff OLD NEW.');
  }
  const [before, after] = [await openRun(host, old), await openRun(host, now)];
  const difference = differenceOf(before.run, after.run, false);
  if (difference !== null)
    host.err(`The runs were not alike: ${difference.replace('there', `in ${old}`).replace('here', `in ${now}`)}.\n`);
  const found = await diffRuns(before.cells, after.cells);
  for (const { format, path } of outputs) {
    if (format !== 'text' && format !== 'json') {
      throw new UsageError(`fleet diff has the formats text and json (it is ${JSON.stringify(format)}).`);
    }
    const sink = await openSink(host, path);
    await sink.write(
      format === 'text'
        ? sayDiff(found)
        : `${JSON.stringify({ schemaVersion: 1, command: 'fleet diff', same: found.same, changes: found.changes }, null, 2)}\n`,
    );
    await sink.close();
  }
  return found.exit;
}
