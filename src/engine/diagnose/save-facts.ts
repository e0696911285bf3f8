import { UsageError } from '../../core/usage-error.ts';
import type { FactsFile } from '../../facts/facts-file.ts';
import { quoted } from '../../options/command-line.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import { mustBeWritable } from '../session/writable.ts';
import { writeFacts } from './facts-file.ts';

/** Writes the facts where `--save` says, redacted unless told otherwise. Only its owner may read the file. */
export async function save(session: Session, path: string, file: FactsFile): Promise<void> {
  const { host, options } = session;
  const redacted = options.flag('redact', true);
  const { redact } = await import('../../facts/redact.ts');
  await host.write(path, writeFacts(redacted ? redact(file) : file), true);
  if (!session.quiet) {
    const what = redacted
      ? `The facts are saved in ${path}, redacted. Read it before you send it to anybody.`
      : `The facts are saved in ${path} as they are, with account ids, names and log lines.`;
    tell(
      host,
      `${what} Whoever has the file needs no AWS: bedrock-doctor diagnose --from ${quoted(path)} --format html --output report.html makes a page of it.`,
    );
  }
}

/** The file to save to, or null. Throws a `UsageError` where it cannot be written, and for standard output. */
export async function savePath({ host, options }: Session): Promise<string | null> {
  const path = options.text('save')?.value ?? null;
  if (path === null) return null;
  const where = options.where('save');
  if (path === '-') throw new UsageError(`${where} needs the name of a file; standard output carries the report.`);
  await mustBeWritable(host, path, where);
  return path;
}
