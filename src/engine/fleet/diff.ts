import { harmless } from '../../core/harmless.ts';
import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { type CellChange, type CellState, type DiffTotal, diffRuns } from '../../fleet/diff.ts';
import { differenceOf } from '../../fleet/run-line.ts';
import { sayCells } from '../../fleet/todo.ts';
import type { Session } from '../session/session.ts';
import { openSink, pour, readRun, reopened } from './files.ts';

const sayState = (state: CellState | null): string =>
  state === null ? 'not looked at' : state.cause === null ? state.verdict : `${state.verdict} (${state.cause})`;

const sayChange = ({ account, region, model, from, to, worse }: CellChange): string =>
  harmless(`${worse ? '!' : ' '} ${account}  ${region}  ${model}  ${sayState(from)} → ${sayState(to)}`);

const sayHead = ({ changed, worse, same }: DiffTotal): string =>
  changed === 0
    ? `Nothing changed: ${sayCells(same)} ${same === 1 ? 'is' : 'are'} as before.\n`
    : `${sayCells(changed)} changed, ${worse} for the worse; ${same} as before.\n`;

type Drawn = AsyncGenerator<string, DiffTotal>;

/** The sentence that matters, then a line a change: these are held, for how many there are is known at their end. */
async function* drawText(changes: AsyncGenerator<CellChange, DiffTotal>): Drawn {
  const lines: string[] = [];
  for (;;) {
    const next = await changes.next();
    if (next.done !== true) lines.push(`${sayChange(next.value)}\n`);
    else {
      yield sayHead(next.value);
      yield* lines;
      return next.value;
    }
  }
}

/** One document; nothing is held. */
async function* drawJson(changes: AsyncGenerator<CellChange, DiffTotal>): Drawn {
  yield '{\n"schemaVersion": 1,\n"command": "fleet diff",\n"changes": [';
  for (let between = '\n'; ; between = ',\n') {
    const next = await changes.next();
    if (next.done !== true) yield `${between}${JSON.stringify(next.value)}`;
    else {
      yield `\n],\n"same": ${next.value.same}\n}\n`;
      return next.value;
    }
  }
}

/** How a difference can be drawn. */
const DRAWINGS: Readonly<Record<string, (changes: AsyncGenerator<CellChange, DiffTotal>) => Drawn>> = {
  text: drawText,
  json: drawJson,
};

/** `fleet diff OLD NEW`: what changed between two runs. Exits with the gravest of the cells that changed. */
export async function diffFiles({ host, outputs }: Session, files: readonly string[]): Promise<ExitCode> {
  const [old, now] = files;
  if (old === undefined || now === undefined || files.length > 2) {
    throw new UsageError('fleet diff compares two files; write bedrock-doctor fleet diff OLD NEW.');
  }
  const [before, after] = [await readRun(host, old), await readRun(host, now)];
  const difference = differenceOf(before, after, false, [`in ${old}`, `in ${now}`]);
  if (difference !== null) host.err(`The runs were not alike: ${difference}.\n`);
  let exit: ExitCode = 0;
  for (const { format, path } of outputs) {
    const draw = DRAWINGS[format];
    if (draw === undefined) {
      throw new UsageError(`fleet diff has the formats text and json (it is ${JSON.stringify(format)}).`);
    }
    const sink = await openSink(host, path);
    try {
      await pour(
        (async function* () {
          const total = yield* draw(diffRuns(reopened(host, old), reopened(host, now)));
          exit = total.exit;
        })(),
        sink.write,
      );
    } finally {
      await sink.close();
    }
  }
  return exit;
}
