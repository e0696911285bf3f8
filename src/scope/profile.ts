import type { Sourced } from '../core/target.ts';
import { lineOf, loadSharedFiles, type Reader } from './profiles.ts';

/**
 * The Region of a profile in the AWS CLI's files, with its line; null when it has none.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export const loadSharedRegion = (profile: string | null, reader: Reader): Promise<Sourced<string> | null> =>
  loadSetting('region', profile, reader);

/**
 * The address that a profile has for all services; null when it has none. The SDK reads that of AWS_PROFILE alone.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const loadSharedEndpoint = (profile: string, reader: Reader): Promise<Sourced<string> | null> =>
  loadSetting('endpoint_url', profile, reader);

async function loadSetting(
  name: 'region' | 'endpoint_url',
  profile: string | null,
  reader: Reader,
): Promise<Sourced<string> | null> {
  const of = profile ?? 'default';
  const { config, credentials, profiles } = await loadSharedFiles(reader);
  const value = profiles.get(of)?.[name];
  if (value === undefined) return null;
  const places = [
    { file: credentials, isConfig: false },
    { file: config, isConfig: true },
  ];
  for (const { file, isConfig } of places) {
    const line = file && lineOf(file, isConfig, of, name);
    if (file && line !== null) return { value, source: { from: 'file', path: file.path, line } };
  }
  return { value, source: { from: 'file', path: config?.path ?? credentials?.path ?? '', line: 1 } };
}
