import { join } from 'node:path';
import type { Host } from '../core/host.ts';

/**
 * The names of the profiles in the AWS CLI's config and credentials files, each once; empty when there are none. Never
 * reads a key. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function profileNames({
  env,
  home,
  read,
}: Pick<Host, 'env' | 'home' | 'read'>): Promise<readonly string[]> {
  const file = (variable: string, name: string): string | null =>
    env[variable] ?? (home === null ? null : join(home, '.aws', name));
  const paths = [file('AWS_CONFIG_FILE', 'config'), file('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
  const texts = await Promise.all(paths.map((path) => (path === null ? null : read(path))));
  const names = texts.flatMap((text) =>
    [...(text ?? '').matchAll(/^\s*\[\s*(?:profile\s+)?([^\]\s]+)\s*\]/gm)].flatMap(([, name]) =>
      name === undefined || /^(sso-session|services|plugins)$/.test(name) ? [] : [name],
    ),
  );
  return [...new Set(names)];
}
