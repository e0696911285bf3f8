import type { Host } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';

/** Throws a `UsageError` where a file could not be written. `where` says who named it: '--output'. */
export async function mustBeWritable({ unwritable }: Host, path: string, where: string): Promise<void> {
  const why = await unwritable(path);
  if (why !== null) throw new UsageError(`${path} cannot be written: ${why}; name another file in ${where}.`);
}
