import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { graver } from '../../core/verdict.ts';
import { exitOf } from '../../fleet/cell.ts';
import { FLEET_REPORTERS } from '../../fleet/report/index.ts';
import type { FleetSource } from '../../fleet/report/source.ts';
import type { Session } from '../session/session.ts';
import { openSink, pour, readRun, reopened } from './files.ts';

/** `fleet report FILE`: what a run wrote, drawn in the formats asked for. */
export async function reportRun({ host, outputs }: Session, files: readonly string[]): Promise<ExitCode> {
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new UsageError(
      files.length > 1
        ? 'fleet report draws one file; put shards together first: bedrock-doctor fleet merge FILE… --output ALL.jsonl.'
        : 'fleet report needs a file; write bedrock-doctor fleet report FILE --format html --output REPORT.html.',
    );
  }
  const run = await readRun(host, file);
  let exit: ExitCode = 0;
  const source: FleetSource = {
    run,
    // Read anew each time: nothing is held.
    cells: async function* () {
      for await (const { cell } of reopened(host, file)) {
        exit = graver(exit, exitOf(cell));
        yield cell;
      }
    },
  };
  for (const { format, path } of outputs) {
    const reporter = await FLEET_REPORTERS[format]?.();
    if (reporter === undefined) throw new Error(`no reporter draws a fleet as ${format}`);
    const sink = await openSink(host, path);
    try {
      await pour(reporter(source), sink.write);
    } finally {
      await sink.close();
    }
  }
  return exit;
}
