import type { ApiKey } from '../../bedrock/api-key.ts';
import { describeSource } from '../../core/target.ts';
import type { CredentialSource, CredentialSources } from './source.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** What shadows what, and what to do. */
export function adviseOn(
  sources: readonly CredentialSource[],
  winner: CredentialSource | null,
  apiKey: ApiKey | null,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): readonly string[] {
  const notes: string[] = [];
  if (apiKey !== null) {
    const place = describeSource(apiKey.source);
    const instead = winner === null ? '' : ` instead of ${winner.title}`;
    notes.push(
      `Clients of Bedrock send the API key in AWS_BEARER_TOKEN_BEDROCK${instead}: their calls are made with the key's permissions (bedrock:CallWithBearerToken and those of its user), not yours; unset it to use your own. The doctor itself does not use it.`,
    );
    if (apiKey.kind === 'sso-token')
      notes.push(
        `What ${place} holds is a token of Identity Center or a JSON Web Token, and no Bedrock API key: Bedrock refuses it. Unset it, and use the profile.`,
      );
    if (apiKey.kind === 'other')
      notes.push(
        `What ${place} holds does not look like a Bedrock API key (they begin with ABSK or bedrock-api-key-).`,
      );
    if (apiKey.endsAt !== null)
      notes.push(
        apiKey.endsAt <= now
          ? `That short-term key was over at ${iso(apiKey.endsAt)}; make a new one.`
          : `That short-term key ends by ${iso(apiKey.endsAt)}, or with the session it was made in.`,
      );
    const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
    if (apiKey.region !== null && region && region !== apiKey.region)
      notes.push(
        `That short-term key was made for ${apiKey.region}, and the Region is ${region}: Bedrock refuses it there.`,
      );
  }
  const [variables, chosen] = [
    sources.find(({ kind }) => kind === 'environment'),
    sources.find(({ profile }) => profile !== null),
  ];
  if (variables?.state === 'wins' && chosen !== undefined && env['AWS_PROFILE'])
    notes.push(
      `Keys in variables and AWS_PROFILE=${env['AWS_PROFILE']} are both set: the AWS CLI, Python, Java and Go take the keys, JavaScript takes the profile; unset one of them.`,
    );
  for (const one of sources)
    if (one.state === 'unusable' && one.why !== null && one.kind !== 'instance')
      notes.push(`${one.title} (${describeSource(one.source)}) cannot be used: ${one.why}.`);
  if (winner === null)
    notes.push('No usable credentials are written down here: aws sso login, aws configure, or AWS_PROFILE.');
  return notes;
}

/** Which credentials calls are signed with, what is not looked at beside them, and which API key is there. Pure. */
export function sayCredentials({ sources, apiKey }: CredentialSources): readonly string[] {
  const ends = (at: number | null): string => (at === null ? '' : `, ends ${iso(at)}`);
  const named = ({ title, endsAt, source }: CredentialSource): string =>
    `${title}${ends(endsAt)} (${describeSource(source)})`;
  const inState = (wanted: CredentialSource['state']): readonly string[] =>
    // Whether there is an instance is not known; it is of interest only where it would be asked.
    sources.filter(({ kind, state }) => state === wanted && (kind !== 'instance' || state === 'wins')).map(named);
  const shadowed = inState('shadowed');
  return [
    ...(apiKey === null
      ? []
      : [
          `API key: ${apiKey.kind}${apiKey.user === null ? '' : ` of user ${apiKey.user}`}${ends(apiKey.endsAt)} (${describeSource(apiKey.source)}).`,
        ]),
    // What cannot be used is told with its reason in the notes.
    ...inState('wins').map((one) => `Signing with ${one}.`),
    ...(shadowed.length === 0 ? [] : [`Not looked at, since that comes first: ${shadowed.join(', ')}.`]),
  ];
}
