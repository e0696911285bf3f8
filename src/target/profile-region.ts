import { join } from 'node:path';
import type { Host } from '../core/host.ts';
import type { Sourced } from '../core/target.ts';

/**
 * The Region of a profile in the AWS CLI's config file, with its line; null when it has none.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function loadSharedRegion(profile: string | null, host: Host): Promise<Sourced<string> | null> {
  const path = host.env['AWS_CONFIG_FILE'] ?? (host.home === null ? null : join(host.home, '.aws', 'config'));
  if (path === null) return null;
  const text = await host.read(path);
  if (text === null) return null;
  const section = profile === null || profile === 'default' ? ['[default]'] : [`[profile ${profile}]`, `[${profile}]`];
  const lines = text.split(/\r?\n/);
  let inside = false;
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (trimmed.startsWith('[')) inside = section.includes(trimmed.replace(/\s+/g, ' '));
    const found = inside ? /^region\s*=\s*(\S+)/.exec(trimmed)?.[1] : undefined;
    if (found !== undefined) return { value: found, source: { from: 'file', path, line: index + 1 } };
  }
  return null;
}
