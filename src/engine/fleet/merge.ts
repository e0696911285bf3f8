import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { exitOf, graver } from '../../fleet/cell.ts';
import { merge } from '../../fleet/merge.ts';
import { runLine } from '../../fleet/run-line.ts';
import type { Session } from '../session/session.ts';
import { openRun, openSink, pour } from './files.ts';

/** `fleet merge FILE…`: the shards of a run as the run itself would have written them, in the accounts' order. */
export async function mergeRuns({ host, options }: Session, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0) {
    throw new UsageError(
      'fleet merge needs the files of the shards; write bedrock-doctor fleet merge FILE… --output ALL.jsonl.',
    );
  }
  const twice = files.find((file, at) => files.indexOf(file) < at);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice; name each shard once.`);
  const parts = [];
  for (const file of files) parts.push({ file, ...(await openRun(host, file)) });
  const { run, missing, cells } = await merge(parts);
  if (missing.length > 0) {
    host.err(
      `Shard ${missing.join(', ')} of ${parts[0]?.run.shard?.of ?? 1} is missing: the accounts of ${missing.length === 1 ? 'it' : 'them'} are not in the result.\n`,
    );
  }
  // Read before it is written: the result may be one of the files.
  const sink = await openSink(host, options.text('output')?.value ?? null);
  let exit: ExitCode = missing.length > 0 ? 3 : 0;
  try {
    await pour(
      (function* () {
        yield runLine(run);
        for (const { cell, text } of cells) {
          exit = graver(exit, exitOf(cell));
          yield `${text}\n`;
        }
      })(),
      sink.write,
    );
  } finally {
    await sink.close();
  }
  return exit;
}
