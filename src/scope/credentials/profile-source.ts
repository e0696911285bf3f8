import { createHash } from 'node:crypto';
import { asText } from '../../core/json.ts';
import type { Source } from '../../core/target.ts';
import type { IniSection, IniValue } from './ini.ts';
import type { CredentialKind, CredentialSource } from './source.ts';

/** The files of profiles as they were read, and how to read more; paths as messages name them. */
export interface ProfileFiles {
  readonly config: { readonly path: string; readonly sections: ReadonlyMap<string, IniSection> };
  readonly credentials: { readonly path: string; readonly sections: ReadonlyMap<string, IniSection> };
  /** The text of a file of `~/.aws/sso/cache`; null when there is none. */
  readonly readSsoCache: (name: string) => Promise<string | null>;
}

/** A profile's source before it is known who wins. */
export type Candidate = Omit<CredentialSource, 'state'>;

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html: in the config file 'profile NAME', but for the default one. */
const sectionsOf = (name: string, { config, credentials }: ProfileFiles): readonly (IniSection | undefined)[] => [
  config.sections.get(`profile ${name}`) ?? (name === 'default' ? config.sections.get('default') : undefined),
  credentials.sections.get(name),
];

/** Whether either file has the profile. */
export const hasProfile = (name: string, files: ProfileFiles): boolean =>
  sectionsOf(name, files).some((section) => section !== undefined);

/**
 * What a profile gives: the first form of credentials that it has, in the order in which SDKs look. Null where the
 * profile has none. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
export async function findProfileSource(name: string, files: ProfileFiles, now: number): Promise<Candidate | null> {
  const [config, credentials] = sectionsOf(name, files);
  const get = (key: string): (IniValue & { readonly source: Source }) | null => {
    for (const [section, { path }] of [
      [credentials, files.credentials],
      [config, files.config],
    ] as const) {
      const found = section?.get(key);
      if (found && found.value !== '') return { ...found, source: { from: 'file', path, line: found.line } };
    }
    return null;
  };
  const made = (
    kind: CredentialKind,
    words: string,
    source: Source,
    more: { readonly endsAt?: number | null; readonly why?: string | null } = {},
  ): Candidate => ({
    kind,
    title: `profile ${name}: ${words}`,
    source,
    profile: name,
    endsAt: more.endsAt ?? null,
    why: more.why ?? null,
  });

  const role = get('role_arn');
  const tokenFile = get('web_identity_token_file');
  if (role && tokenFile) return made('web-identity', `web identity for ${role.value}`, role.source);
  const [from, credentialSource] = [get('source_profile'), get('credential_source')];
  if (role && (from || credentialSource)) {
    const missing = from && from.value !== name && !hasProfile(from.value, files);
    return made(
      'assume-role',
      `role ${role.value}, assumed by ${from?.value ?? credentialSource?.value}`,
      role.source,
      {
        why: missing ? `its source profile ${from.value} does not exist` : null,
      },
    );
  }
  const session = get('sso_session');
  const start = session
    ? files.config.sections.get(`sso-session ${session.value}`)?.get('sso_start_url')
    : get('sso_start_url');
  const sso = session ?? get('sso_start_url');
  if (sso) {
    const words = session ? `SSO session ${session.value}` : 'SSO';
    if (session && !start)
      return made('sso', words, sso.source, { why: `there is no [sso-session ${session.value}] with a sso_start_url` });
    if (!get('sso_account_id') || !get('sso_role_name'))
      return made('sso', words, sso.source, { why: 'it names no sso_account_id and sso_role_name' });
    return made('sso', words, sso.source, await readSsoEnd(session?.value ?? sso.value, files, now, name));
  }
  const key = get('aws_access_key_id');
  if (key) return made('static', get('aws_session_token') ? 'temporary keys' : 'keys', key.source);
  const login = get('login_session');
  if (login) return made('login', 'aws login', login.source);
  const command = get('credential_process');
  if (command) return made('process', 'credential_process, which tells its end to the SDK alone', command.source);
  return null;
}

/** When a session of Identity Center ends: https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html */
async function readSsoEnd(
  key: string,
  files: ProfileFiles,
  now: number,
  profile: string,
): Promise<{ readonly endsAt: number | null; readonly why: string | null }> {
  const text = await files.readSsoCache(`${createHash('sha1').update(key).digest('hex')}.json`);
  const next = `sign in: aws sso login --profile ${profile}`;
  if (text === null) return { endsAt: null, why: `nobody has signed in; ${next}` };
  try {
    const parsed = JSON.parse(text) as { readonly expiresAt?: unknown; readonly refreshToken?: unknown };
    // The CLI of old wrote 'UTC' for 'Z'.
    const at = Date.parse(asText(parsed.expiresAt).replace(/UTC$/, 'Z'));
    if (Number.isNaN(at)) return { endsAt: null, why: null };
    // A token that can be renewed is renewed by the SDK.
    return { endsAt: at, why: at <= now && parsed.refreshToken === undefined ? `its session is over; ${next}` : null };
  } catch {
    return { endsAt: null, why: `its cached session cannot be read; ${next}` };
  }
}
