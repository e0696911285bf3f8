import { readApiKey } from '../../bedrock/api-key.ts';
import type { Source, Sourced } from '../../core/target.ts';
import { adviseOn } from './advise.ts';
import { type IniSection, parseIni } from './ini.ts';
import { type Candidate, findProfileSource, hasProfile, type ProfileFiles } from './profile-source.ts';
import type { CredentialSource, CredentialSources } from './source.ts';

/** What is needed of the machine. */
export interface CredentialHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  readonly read: (path: string) => Promise<string | null>;
  readonly now: () => number;
}

/** A text of the machine that may not be readable; what cannot be read gives no credentials either. */
const readOrNull = async (read: CredentialHost['read'], path: string): Promise<string | null> => {
  try {
    return await read(path);
  } catch {
    return null;
  }
};

async function readFiles({ env, home, read }: CredentialHost): Promise<ProfileFiles> {
  const file = async (variable: string, name: string) => {
    const path = env[variable] || (home === null ? null : `${home}/.aws/${name}`);
    const text = path === null ? null : await readOrNull(read, path);
    const sections: ReadonlyMap<string, IniSection> = text === null ? new Map() : parseIni(text);
    return { path: path === `${home}/.aws/${name}` ? `~/.aws/${name}` : (path ?? name), sections };
  };
  const [config, credentials] = await Promise.all([
    file('AWS_CONFIG_FILE', 'config'),
    file('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  ]);
  return {
    config,
    credentials,
    readSsoCache: async (name) => (home === null ? null : readOrNull(read, `${home}/.aws/sso/cache/${name}`)),
  };
}

const fromVariable = (name: string): Source => ({ from: 'env', name });

/** Keys in variables; null where there are none. */
function fromEnvironment(env: CredentialHost['env']): Candidate | null {
  const [id, secret] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']];
  if (!id && !secret) return null;
  // Set by `aws configure export-credentials`.
  const end = Date.parse(env['AWS_CREDENTIAL_EXPIRATION'] ?? '');
  return {
    kind: 'environment',
    title: env['AWS_SESSION_TOKEN'] ? 'temporary keys in variables' : 'keys in variables',
    source: fromVariable('AWS_ACCESS_KEY_ID'),
    profile: null,
    endsAt: Number.isNaN(end) ? null : end,
    why: id && secret ? null : `${id ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID'} is not set beside it`,
  };
}

/** What the platform gives: a web identity, a container, an instance. */
function fromPlatform(env: CredentialHost['env']): readonly Candidate[] {
  const made = (kind: Candidate['kind'], title: string, name: string, why: string | null = null): Candidate => ({
    kind,
    title,
    source: fromVariable(name),
    profile: null,
    endsAt: null,
    why,
  });
  const container = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(
    (name) => env[name],
  );
  return [
    ...(env['AWS_WEB_IDENTITY_TOKEN_FILE']
      ? [
          made(
            'web-identity',
            `web identity for ${env['AWS_ROLE_ARN'] ?? 'a role that is not named'}`,
            'AWS_WEB_IDENTITY_TOKEN_FILE',
            env['AWS_ROLE_ARN'] ? null : 'AWS_ROLE_ARN is not set beside it',
          ),
        ]
      : []),
    ...(container === undefined
      ? []
      : [
          made(
            'container',
            env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] ? 'EKS Pod Identity' : "the container's role",
            container,
          ),
        ]),
  ];
}

/** Asked last, and nobody knows from outside whether there is one. */
const instance = (env: CredentialHost['env']): Candidate => ({
  kind: 'instance',
  title: "an instance's role, where this is an instance",
  source: { from: 'discovered', name: "the instance's metadata" },
  profile: null,
  endsAt: null,
  why: /^true$/i.test(env['AWS_EC2_METADATA_DISABLED'] ?? '') ? 'AWS_EC2_METADATA_DISABLED is true' : null,
});

/**
 * What the SDKs would consider, in the order of the AWS CLI (a profile that is named by a flag, keys in variables, the
 * profile, a web identity, a container, an instance), which one wins, and what a client of Bedrock sends instead of it.
 * Reads variables and files, runs no process, asks nobody. `named`: the profile of this run; null: AWS_PROFILE, else the
 * default one. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-authentication.html#cli-chap-authentication-precedence
 */
export async function describeCredentials(
  host: CredentialHost,
  named: Sourced<string> | null = null,
): Promise<CredentialSources> {
  const { env } = host;
  const now = host.now();
  const files = await readFiles(host);
  const profile: Sourced<string> =
    named ??
    (env['AWS_PROFILE']
      ? { value: env['AWS_PROFILE'], source: fromVariable('AWS_PROFILE') }
      : { value: 'default', source: { from: 'discovered', name: 'the default profile' } });
  const [variables, found] = [fromEnvironment(env), await findProfileSource(profile.value, files, now)];
  // A profile that is named and not there ends the search: no SDK goes on to the next place.
  const asked = named !== null || Boolean(env['AWS_PROFILE']);
  const missing: Candidate | null =
    found !== null || !asked
      ? null
      : {
          kind: 'static',
          title: `profile ${profile.value}`,
          source: profile.source,
          profile: profile.value,
          endsAt: null,
          why: hasProfile(profile.value, files) ? 'it holds no credentials' : 'there is no such profile',
        };
  const ofProfile = found ?? missing;
  const list = (...all: readonly (Candidate | null)[]) => all.filter((one) => one !== null);
  const byFlag = named?.source.from === 'flag';
  const order = byFlag
    ? list(ofProfile, variables, ...fromPlatform(env), instance(env))
    : list(variables, ofProfile, ...fromPlatform(env), instance(env));
  // The first that is usable; a profile that cannot be used ends the search, as no SDK goes on behind it.
  const first = order.findIndex((one) => one === ofProfile || (one.why === null && !isOver(one, now)));
  const sources = order.map((one, at): CredentialSource => {
    const why = one.why ?? (isOver(one, now) ? 'they are over' : null);
    if (why !== null) return { ...one, state: 'unusable', why };
    return { ...one, state: at === first ? 'wins' : 'shadowed' };
  });
  const winner = sources.find(({ state }) => state === 'wins') ?? null;
  const token = env['AWS_BEARER_TOKEN_BEDROCK'];
  const apiKey = token ? readApiKey(token, fromVariable('AWS_BEARER_TOKEN_BEDROCK')) : null;
  return { sources, winner, apiKey, notes: adviseOn(sources, winner, apiKey, env, now) };
}

const isOver = ({ endsAt, kind }: Candidate, now: number): boolean =>
  // A session of Identity Center is judged where its token is read: one that can be renewed is not over.
  endsAt !== null && kind !== 'sso' && endsAt <= now;
