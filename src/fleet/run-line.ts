import { UsageError } from '../core/usage-error.ts';
import type { Shard } from './shard.ts';

/** The parameters of a run, which stand in the first line of what it writes. */
export interface RunParameters {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601. */
  readonly startedAt: string;
  /** 'org', the file's name as it was given, or '-'. */
  readonly accounts: string;
  readonly ou: readonly string[];
  readonly regions: readonly string[];
  readonly models: readonly string[];
  /** Whose calls are examined in every account; null with `agreementOnly`. */
  readonly principal: { readonly kind: 'role' | 'user'; readonly name: string } | null;
  readonly agreementOnly: boolean;
  readonly assumeRole: string | null;
  readonly everyRegion: boolean;
  readonly failOn: 'error' | 'warning';
  readonly shard: Shard | null;
}

/** What two runs must have alike to be one, in the words of an error. */
const SAME: readonly (readonly [keyof RunParameters, string])[] = [
  ['accounts', '--accounts'],
  ['ou', '--ou'],
  ['regions', '--regions'],
  ['models', '--models'],
  ['principal', 'the principal'],
  ['agreementOnly', '--agreement-only'],
  ['assumeRole', '--assume-role'],
  ['everyRegion', '--every-region'],
  ['failOn', '--fail-on'],
];

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && 'name' in value && 'kind' in value) return `${value.kind} ${value.name}`;
  if (typeof value === 'object' && 'index' in value && 'of' in value) return `${value.index}/${value.of}`;
  return String(value);
};

/**
 * What is different between two runs: '--models is a there and b here'; null where nothing is. `shards`: whether parts count;
 * `where`: what the words call the one and the other.
 */
export function differenceOf(
  there: RunParameters,
  here: RunParameters,
  shards: boolean,
  where: readonly [there: string, here: string] = ['there', 'here'],
): string | null {
  for (const [key, words] of shards ? [...SAME, ['shard', '--shard'] as const] : SAME) {
    const [one, other] = [there[key], here[key]];
    if (JSON.stringify(one ?? null) !== JSON.stringify(other ?? null)) {
      return `${words} is ${asText(one)} ${where[0]} and ${asText(other)} ${where[1]}`;
    }
  }
  return null;
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** The parameters in a first line. Throws a `UsageError` for a file that no fleet wrote. */
export function readRunLine(line: string, file: string): RunParameters {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = null;
  }
  const run =
    typeof value === 'object' && value !== null && 'run' in value
      ? (value.run as Readonly<Record<string, unknown>>)
      : null;
  if (run === null || typeof run !== 'object' || !isTexts(run['regions']) || !isTexts(run['models'])) {
    throw new UsageError(`${file} is not from bedrock-doctor fleet: its first line holds no {"run": …}.`);
  }
  return run as unknown as RunParameters;
}

/** The first line of what a run writes. */
export const runLine = (run: RunParameters): string => `${JSON.stringify({ run })}\n`;
