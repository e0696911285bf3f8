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
  const textOf = async (path: string | null): Promise<string> => (path === null ? '' : ((await read(path)) ?? ''));
  const [config, credentials] = await Promise.all([
    textOf(file('AWS_CONFIG_FILE', 'config')),
    textOf(file('AWS_SHARED_CREDENTIALS_FILE', 'credentials')),
  ]);
  // In the config file every profile but the default is called so; other sections are none.
  const named = sections(config).flatMap((section) => {
    const [, double, single, bare] = /^profile\s+(?:"([^"]*)"|'([^']*)'|(\S+))$/.exec(section) ?? [];
    const name = double ?? single ?? bare ?? (section === 'default' ? section : undefined);
    return name === undefined ? [] : [name];
  });
  return [...new Set([...named, ...sections(credentials)])];
}

/** The names in square brackets. */
const sections = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*\[\s*([^\]\r\n]+?)\s*\]/gm)].map(([, name = '']) => name);
