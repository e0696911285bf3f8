import { join } from 'node:path';
import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';

/** What reading the files takes of the world. */
export type Reader = Pick<Host, 'env' | 'home' | 'read'>;

/** The settings of each profile, by its name as the user writes it; credentials are never among them. */
export type Profiles = ReadonlyMap<string, { readonly region?: string; readonly endpoint_url?: string }>;

/** One of the AWS CLI's two files. */
export interface SharedFile {
  readonly path: string;
  readonly text: string;
}

/** The AWS CLI's files, as far as they are there: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html */
export interface SharedFiles {
  readonly config: SharedFile | null;
  readonly credentials: SharedFile | null;
  readonly profiles: Profiles;
}

/** Letters of a profile's name that the SDK reads: any other, such as a space, it passes over with the whole profile. */
const PLAIN = /^[\w@+.%:/-]+$/;

/**
 * A profile's name as the SDK has it: the same, but for names that the AWS CLI reads and the SDK does not, such as
 * 'my prof', which are given to it percent-encoded.
 */
export const nameForSdk = (name: string): string => (PLAIN.test(name) ? name : encodeURIComponent(name));

/** The name in a section's brackets as the AWS CLI takes it: like a word of a shell, quoted or not. */
function sectionOf(header: string, config: boolean): { readonly prefix: string; readonly name: string } | null {
  const inside = /^\s*\[\s*(.*?)\s*\]\s*(?:[;#].*)?$/.exec(header)?.[1];
  if (inside === undefined) return null;
  if (!config) return { prefix: '', name: inside };
  const [, prefix = '', double, single, bare] =
    /^(profile|sso-session|services)\s+(?:"([^"]*)"|'([^']*)'|(\S+))$/.exec(inside) ?? [];
  const name = double ?? single ?? bare;
  return name === undefined ? { prefix: '', name: inside } : { prefix: `${prefix} `, name };
}

/** The file's text with every name as the SDK reads it. */
const forSdk = (text: string, config: boolean): string =>
  text
    .split(/\r?\n/)
    .map((line) => {
      const section = sectionOf(line, config);
      if (section) return `[${section.prefix}${nameForSdk(section.name)}]`;
      const [, key, source] = /^(\s*source_profile\s*=\s*)(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || source === undefined ? line : `${key}${nameForSdk(source)}`;
    })
    .join('\n');

const read = new WeakMap<Reader['env'], Promise<SharedFiles>>();

/** Reads both files, once for an environment. Throws a `UsageError` where one cannot be read. */
export function loadSharedFiles(reader: Reader): Promise<SharedFiles> {
  const already = read.get(reader.env) ?? load(reader);
  read.set(reader.env, already);
  return already;
}

async function load({ env, home, read }: Reader): Promise<SharedFiles> {
  const fileOf = async (variable: string, name: string): Promise<SharedFile | null> => {
    const given = env[variable];
    const path = given ? given.replace(/^~(?=\/)/, home ?? '~') : home === null ? null : join(home, '.aws', name);
    const text = path === null ? null : await read(path);
    return path === null || text === null ? null : { path, text };
  };
  const [config, credentials] = await Promise.all([
    fileOf('AWS_CONFIG_FILE', 'config'),
    fileOf('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  ]);
  return { config, credentials, profiles: await parse(config, credentials) };
}

/** The profiles of both files, as the SDK's own reader has them; the credentials file is asked first, as by the AWS CLI. */
async function parse(config: SharedFile | null, credentials: SharedFile | null): Promise<Profiles> {
  if (config === null && credentials === null) return new Map();
  // Late: many runs need neither file.
  const { CONFIG_PREFIX_SEPARATOR, externalDataInterceptor, loadSharedConfigFiles } = await import(
    '@smithy/core/config'
  );
  const files = [
    [config, true],
    [credentials, false],
  ] as const;
  const names = new Map<string, string>();
  for (const [file, isConfig] of files) {
    if (file === null) continue;
    const text = forSdk(file.text, isConfig);
    // The SDK's search for credentials reads what stands here: names it would pass over are found there, too.
    externalDataInterceptor.interceptFile(file.path, text);
    for (const line of file.text.split(/\r?\n/)) {
      const section = sectionOf(line, isConfig);
      if (section && (!isConfig || section.prefix === 'profile ' || section.name === 'default'))
        names.set(nameForSdk(section.name), section.name);
    }
  }
  const nowhere = '/nonexistent';
  const parsed = await loadSharedConfigFiles({
    configFilepath: config?.path ?? nowhere,
    filepath: credentials?.path ?? nowhere,
  });
  // Files without such names stay the SDK's to read, which does it again where credentials are renewed.
  for (const [file, isConfig] of files) {
    if (file && namesArePlain(file.text, isConfig)) delete externalDataInterceptor.getFileRecord()[file.path];
  }
  const profiles = new Map<string, { region?: string; endpoint_url?: string }>();
  for (const [sdk, name] of names) {
    const settings = { ...parsed.configFile[sdk], ...parsed.credentialsFile[sdk] };
    const { region, endpoint_url } = settings;
    profiles.set(name, { ...(region ? { region } : {}), ...(endpoint_url ? { endpoint_url } : {}) });
  }
  for (const sdk of [...Object.keys(parsed.configFile), ...Object.keys(parsed.credentialsFile)]) {
    if (!names.has(sdk) && !sdk.includes(CONFIG_PREFIX_SEPARATOR)) profiles.set(sdk, {});
  }
  return profiles;
}

const namesArePlain = (text: string, config: boolean): boolean =>
  text.split(/\r?\n/).every((line) => {
    const section = sectionOf(line, config);
    return section === null || PLAIN.test(section.name);
  });

/** The line, from 1, in which a profile has a setting; 1 where it cannot be told. */
export function lineOf({ text }: SharedFile, isConfig: boolean, profile: string, setting: string): number | null {
  let inside = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const section = sectionOf(line, isConfig);
    if (section) inside = section.name === profile;
    // What is indented belongs to the one service named above it.
    else if (inside && line.startsWith(setting) && line.slice(setting.length).trimStart().startsWith('='))
      return index + 1;
  }
  return null;
}

/** The names of the profiles, each once; empty when there are none. */
export const profileNames = async (reader: Reader): Promise<readonly string[]> => [
  ...(await loadSharedFiles(reader)).profiles.keys(),
];

/** Throws a `UsageError` where no file has a profile of that name. `where`: who named it. */
export async function mustExist(profile: string, where: string, reader: Reader): Promise<void> {
  const names = await profileNames(reader);
  if (names.includes(profile)) return;
  throw new UsageError(
    `The profile ${JSON.stringify(profile)} that ${where} names does not exist; ${
      names.length === 0
        ? 'there are no profiles: make one with aws configure.'
        : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`
    }`,
  );
}
