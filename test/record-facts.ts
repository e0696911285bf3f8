import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFacts } from '../src/commands/facts-file.ts';
import { stopClock } from './fixed-date.ts';
import { RECORDINGS } from './recorder.ts';

/** Records every account anew, at the same moment, and takes away files that no recording makes any more. */
const folder = resolve(process.argv[2] ?? 'test/facts');
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (file.endsWith('.json')) rmSync(join(folder, file));
stopClock();
for (const { id, record } of RECORDINGS) writeFileSync(join(folder, `${id}.json`), writeFacts((await record()).file));
process.stdout.write(`${RECORDINGS.length} accounts recorded in ${folder}\n`);
