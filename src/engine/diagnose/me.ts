import { modelsInUse, readClientSettings } from '../../applications/clients/index.ts';
import type { ClientSettings } from '../../applications/clients/settings.ts';
import type { Host } from '../../core/host.ts';
import { describeSource, type Sourced } from '../../core/target.ts';
import { sayCredentials } from '../../scope/credentials/advise.ts';
import { describeCredentials } from '../../scope/credentials/describe.ts';
import type { CalledModel } from './examining.ts';

/** What this machine says of the operator's own calls. */
export interface Mine {
  /** In force in some client, each with the Region it is called in where a setting names one. */
  readonly models: readonly CalledModel[];
  /** For the reader: the credentials and what shadows them, and what the settings leave open. */
  readonly notes: readonly string[];
}

/** What a client does otherwise than this run, in sentences. */
function clientNotes(
  { client, on, apiKey, baseUrl, surface, profile, notes }: ClientSettings,
  own: Sourced<string> | null,
): readonly string[] {
  if (!on) return notes;
  return [
    ...notes,
    ...(apiKey !== null && apiKey.from === 'file'
      ? [`${client} sends the API key in ${describeSource(apiKey)}: its calls have the key's permissions, not yours.`]
      : []),
    ...(baseUrl === null ? [] : [`${client} calls ${baseUrl.value} (${describeSource(baseUrl.source)}).`]),
    ...(surface === 'mantle'
      ? [
          `${client} calls the Mantle endpoint, whose actions are bedrock-mantle:CreateInference and CallWithBearerToken.`,
        ]
      : []),
    ...(profile !== null && profile.source.from === 'file' && profile.value !== own?.value
      ? [
          `${client} uses the profile ${profile.value} (${describeSource(profile.source)}); pass --profile ${profile.value} to examine it.`,
        ]
      : []),
  ];
}

/** Reads the clients' settings and the chain of credentials. Reads files and variables, never AWS; holds no secret. */
export async function readMine(host: Host, profile: Sourced<string> | null): Promise<Mine> {
  const [clients, credentials] = await Promise.all([readClientSettings(host), describeCredentials(host, profile)]);
  return {
    models: modelsInUse(clients).map(({ model, region, client, use }) => ({
      value: model.value,
      source:
        model.source.from === 'file' || model.source.from === 'env'
          ? model.source
          : { from: 'discovered', name: `${client}: ${use}` },
      ...(region === null ? {} : { region }),
    })),
    notes: [
      ...sayCredentials(credentials),
      ...credentials.notes,
      ...clients.flatMap((one) => clientNotes(one, profile)),
    ],
  };
}
