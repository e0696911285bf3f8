import type { Host } from '../../core/host.ts';
import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { graver } from '../../core/verdict.ts';
import { exitOf } from '../../fleet/cell.ts';
import { merge, type Part } from '../../fleet/merge.ts';
import { runLine } from '../../fleet/run-line.ts';
import type { Session } from '../session/session.ts';
import { openSink, pour, readRun, reopened } from './files.ts';

/** `fleet merge FILE…`: the shards of a run as the run itself would have written them, in the accounts' order. */
export async function mergeRuns({ host, options }: Session, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0) {
    throw new UsageError(
      'fleet merge needs the files of the shards; write bedrock-doctor fleet merge FILE… --output ALL.jsonl.',
    );
  }
  const twice = files.find((file, at) => files.indexOf(file) < at);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice; name each shard once.`);
  const output = options.text('output')?.value ?? null;
  await refuseOverwriting(host, files, output);
  const parts: Part[] = [];
  for (const file of files) {
    parts.push({ file, run: await readRun(host, file), cells: () => reopened(host, file) });
  }
  const { run, missing, cells } = await merge(parts);
  if (missing.length > 0) {
    host.err(
      `Shard ${missing.join(', ')} of ${parts[0]?.run.shard?.of ?? 1} is missing: the accounts of ${missing.length === 1 ? 'it' : 'them'} are not in the result.\n`,
    );
  }
  const sink = await openSink(host, output);
  let exit: ExitCode = missing.length > 0 ? 3 : 0;
  try {
    await pour(
      (async function* () {
        yield runLine(run);
        for await (const { cell, text } of cells) {
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

/** The shards are read while the result is written. Throws a `UsageError` where one of them would be written over. */
async function refuseOverwriting(host: Host, files: readonly string[], output: string | null): Promise<void> {
  const real = async (path: string): Promise<string> => (await host.realPath(path)) ?? path;
  const target = output === null ? null : await real(output);
  for (const file of files) {
    if (target === (await real(file)))
      throw new UsageError(`--output ${output} is one of the shards (${file}); name a new file.`);
  }
}
