import { join } from 'node:path';
import type { Host } from '../core/host.ts';
import type { Sourced } from '../core/target.ts';

/**
 * The Region of a profile in the AWS CLI's config file, with its line; null when it has none.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export const loadSharedRegion = (profile: string | null, host: Host): Promise<Sourced<string> | null> =>
  loadSetting('region', profile, host);

/**
 * The address that a profile has for all services; null when it has none. The SDK reads that of AWS_PROFILE alone.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const loadSharedEndpoint = (profile: string, host: Host): Promise<Sourced<string> | null> =>
  loadSetting('endpoint_url', profile, host);

async function loadSetting(name: string, profile: string | null, host: Host): Promise<Sourced<string> | null> {
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
    // An address that is indented belongs to the one service named above it.
    const found = inside ? /^([\w-]+)\s*=\s*(\S+)/.exec(name === 'endpoint_url' ? line : trimmed) : null;
    if (found?.[1] === name && found[2] !== undefined)
      return { value: found[2], source: { from: 'file', path, line: index + 1 } };
  }
  return null;
}
