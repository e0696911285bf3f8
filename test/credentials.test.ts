import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApiKey } from '../src/bedrock/api-key.ts';
import { describeSource } from '../src/core/target.ts';
import { sayCredentials } from '../src/scope/credentials/advise.ts';
import { describeCredentials } from '../src/scope/credentials/describe.ts';
import { parseIni } from '../src/scope/credentials/ini.ts';

const NOW = Date.parse('2026-11-27T03:00:00Z');
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_SECRET_ACCESS_KEY: 'secretsecret' };
const SSO = `[profile work]
sso_session = acme
sso_account_id = 123456789012
sso_role_name = Developer
region = eu-central-1

[sso-session acme]
sso_start_url = https://acme.example.com/start
sso_region = eu-central-1
`;
const cache = (key: string): string => `/home/jane/.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`;
const token = (expiresAt: string, more: object = {}): string =>
  JSON.stringify({ accessToken: 'secretsecret', expiresAt, ...more });
const longTerm = `ABSK${Buffer.from('BedrockAPIKey-a1b2-at-123456789012:secretsecret').toString('base64')}`;
const shortTerm = `bedrock-api-key-${Buffer.from(
  'bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAEXAMPLEEXAMPLE00%2F20261127%2Fus-west-2%2Fbedrock%2Faws4_request&X-Amz-Date=20261127T020000Z&X-Amz-Expires=43200&X-Amz-Security-Token=secretsecret&X-Amz-Signature=secretsecret&Version=1',
).toString('base64')}`;

interface Case {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly flag?: string;
  /** Kind, title and source of what wins; null: nothing. */
  readonly wins: readonly [string, string, string] | null;
  readonly note?: RegExp;
}
const CASES: readonly Case[] = [
  { name: 'keys in variables', env: KEYS, wins: ['environment', 'keys in variables', 'environment AWS_ACCESS_KEY_ID'] },
  {
    name: 'keys before AWS_PROFILE, which JavaScript sees otherwise',
    env: { ...KEYS, AWS_PROFILE: 'work' },
    config: SSO,
    files: { [cache('acme')]: token('2026-11-27T09:00:00Z') },
    wins: ['environment', 'keys in variables', 'environment AWS_ACCESS_KEY_ID'],
    note: /JavaScript takes the profile/,
  },
  {
    name: 'a profile by its flag before keys',
    env: KEYS,
    flag: 'work',
    config: SSO,
    files: { [cache('acme')]: token('2026-11-27T09:00:00Z') },
    wins: ['sso', 'profile work: SSO session acme', 'file ~/.aws/config:2'],
  },
  {
    name: 'a session of Identity Center that is over, and nothing behind it',
    env: { AWS_PROFILE: 'work', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' },
    config: SSO,
    files: { [cache('acme')]: token('2026-11-27T02:00:00UTC') },
    wins: null,
    note: /session is over; sign in: aws sso login --profile work/,
  },
  {
    name: 'one that can be renewed is not over',
    env: { AWS_PROFILE: 'work' },
    config: SSO,
    files: { [cache('acme')]: token('2026-11-27T02:00:00Z', { refreshToken: 'secretsecret' }) },
    wins: ['sso', 'profile work: SSO session acme', 'file ~/.aws/config:2'],
  },
  { name: 'nobody has signed in', env: { AWS_PROFILE: 'work' }, config: SSO, wins: null, note: /nobody has signed in/ },
  {
    name: 'static keys of the default profile',
    credentials: '[default]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = secretsecret\n',
    wins: ['static', 'profile default: keys', 'file ~/.aws/credentials:2'],
  },
  {
    name: 'a role that a profile assumes',
    env: { AWS_PROFILE: 'app' },
    config:
      '[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n[profile base]\ncredential_process = x\n',
    wins: [
      'assume-role',
      'profile app: role arn:aws:iam::123456789012:role/app, assumed by base',
      'file ~/.aws/config:2',
    ],
  },
  {
    name: 'a role whose source profile is not there',
    env: { AWS_PROFILE: 'app' },
    config: '[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = gone\n',
    wins: null,
    note: /source profile gone does not exist/,
  },
  {
    name: 'a process',
    env: { AWS_PROFILE: 'p' },
    config: '[profile p]\ncredential_process = /bin/keys --secret secretsecret\n',
    wins: ['process', 'profile p: credential_process, which tells its end to the SDK alone', 'file ~/.aws/config:2'],
  },
  { name: 'a profile that is not there', env: { AWS_PROFILE: 'gone' }, wins: null, note: /there is no such profile/ },
  {
    name: 'a web identity (IRSA)',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/pod' },
    wins: [
      'web-identity',
      'web identity for arn:aws:iam::123456789012:role/pod',
      'environment AWS_WEB_IDENTITY_TOKEN_FILE',
    ],
  },
  {
    name: 'EKS Pod Identity',
    env: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/t',
    },
    wins: ['container', 'EKS Pod Identity', 'environment AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  },
  {
    name: 'half a pair of keys',
    env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_EC2_METADATA_DISABLED: 'true' },
    wins: null,
    note: /AWS_SECRET_ACCESS_KEY is not set beside it/,
  },
  {
    name: 'an API key shadows a profile for clients of Bedrock',
    env: { AWS_PROFILE: 'work', AWS_BEARER_TOKEN_BEDROCK: longTerm },
    config: SSO,
    files: { [cache('acme')]: token('2026-11-27T09:00:00Z') },
    wins: ['sso', 'profile work: SSO session acme', 'file ~/.aws/config:2'],
    note: /send the API key in AWS_BEARER_TOKEN_BEDROCK instead of profile work: SSO session acme/,
  },
  {
    name: 'a token of Identity Center sent as a bearer token',
    env: { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: 'aoaAAAAAGsecretsecret' },
    wins: ['environment', 'keys in variables', 'environment AWS_ACCESS_KEY_ID'],
    note: /token of Identity Center .* no Bedrock API key/,
  },
  {
    name: 'a short-term key of another Region',
    env: { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: shortTerm, AWS_REGION: 'eu-central-1' },
    wins: ['environment', 'keys in variables', 'environment AWS_ACCESS_KEY_ID'],
    note: /made for us-west-2, and the Region is eu-central-1/,
  },
];

const described = ({ env = {}, config, credentials, files = {}, flag }: Case) =>
  describeCredentials(
    {
      env,
      home: '/home/jane',
      now: () => NOW,
      read: async (path) =>
        ({ '/home/jane/.aws/config': config, '/home/jane/.aws/credentials': credentials, ...files })[path] ?? null,
    },
    flag === undefined ? null : { value: flag, source: { from: 'flag', name: '--profile' } },
  );

describe('the credentials', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const { winner, notes, sources } = await described(one);
    const usable = winner?.kind === 'instance' ? null : winner;
    expect(usable && [usable.kind, usable.title, describeSource(usable.source)]).toEqual(one.wins);
    expect(sources.filter(({ state }) => state === 'wins').length).toBeLessThanOrEqual(1);
    if (one.note) expect(notes.join('\n')).toMatch(one.note);
  });

  test('no secret is in what is said', async () => {
    for (const one of CASES) {
      const found = await described(one);
      const said = JSON.stringify([found, sayCredentials(found)]);
      expect(said).not.toMatch(/secretsecret|AKIAEXAMPLE|ASIAEXAMPLE|ABSKQ/);
    }
  });

  test('an API key tells what it is, and when it ends', () => {
    const source = { from: 'env', name: 'AWS_BEARER_TOKEN_BEDROCK' } as const;
    expect(readApiKey(longTerm, source)).toMatchObject({
      kind: 'long-term',
      user: 'BedrockAPIKey-a1b2',
      account: '123456789012',
    });
    expect(readApiKey(shortTerm, source)).toMatchObject({
      kind: 'short-term',
      region: 'us-west-2',
      endsAt: Date.parse('2026-11-27T14:00:00Z'),
    });
  });

  test('whatever stands in the key or the files, reading them ends without an error', async () => {
    const source = { from: 'default' } as const;
    fc.assert(fc.property(fc.string(), (text) => readApiKey(`bedrock-api-key-${text}`, source).source === source));
    fc.assert(fc.property(fc.base64String(), (text) => readApiKey(`ABSK${text}`, source).kind === 'long-term'));
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (config, text) => {
        const found = await described({
          name: '',
          config: `${SSO}${config}`,
          wins: null,
          files: { [cache('acme')]: text },
          env: { AWS_PROFILE: 'work' },
        });
        expect(found.sources.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a section knows the lines of its values, and nothing of what is indented below them', () => {
    const sections = parseIni("[profile 'a b']\n# no\ns3 =\n  region = us-east-1\nregion = eu-west-1 # ours\n");
    expect(sections.get('profile a b')?.get('region')).toEqual({ value: 'eu-west-1', line: 5 });
  });
});
