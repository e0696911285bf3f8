import { isAbsolute, join } from 'node:path';
import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';

/**
 * The folder of the journal. A relative XDG_STATE_HOME counts as none, as the specification wants. Throws a
 * `UsageError` when there is neither that nor a home. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder({ env, home }: Pick<Host, 'env' | 'home'>): string {
  const state = env['XDG_STATE_HOME'] ?? '';
  if (isAbsolute(state)) return join(state, 'bedrock-doctor');
  if (home === null || !isAbsolute(home)) {
    throw new UsageError(
      'There is no HOME to keep the journal of changes in; set XDG_STATE_HOME to a folder that can be written.',
    );
  }
  return join(home, '.local', 'state', 'bedrock-doctor');
}
