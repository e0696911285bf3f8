import { CAUSES } from '../../src/causes/catalogue.ts';
import type { CauseId } from '../../src/core/cause.ts';
import type { FleetCell } from '../../src/fleet/cell.ts';
import type { RunParameters } from '../../src/fleet/run-line.ts';

export const RUN: RunParameters = {
  schemaVersion: 1,
  tool: { name: 'bedrock-doctor', version: '0.1.0' },
  startedAt: '2026-11-24T12:00:00.000Z',
  accounts: 'org',
  ou: [],
  regions: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-2'],
  models: [
    'anthropic.claude-3-haiku-20240307-v1:0',
    'us.anthropic.claude-sonnet-4-20250514-v1:0',
    'amazon.nova-lite-v1:0',
  ],
  principal: { kind: 'role', name: 'App' },
  agreementOnly: false,
  assumeRole: 'BedrockDoctorFleet',
  everyRegion: false,
  failOn: 'error',
  shard: null,
};

/** A number from 0 to 1 that depends on nothing but the numbers given. */
export function chanceOf(...numbers: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const number of numbers) {
    state = Math.imul(state ^ number, 0x85ebca6b);
    state ^= state >>> 13;
    state = Math.imul(state, 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return (state >>> 0) / 2 ** 32;
}

export const accountId = (at: number): string => String(100_000_000_000 + at * 7_919);

const rootOf = (cause: CauseId): FleetCell['rootCause'] => ({
  cause,
  title: CAUSES[cause].title,
  owner: CAUSES[cause].owner,
  basis: 'deduced',
  waitMinutes: null,
});

const healthy = { verdict: 'healthy', rootCause: null, otherCauses: [], unknown: [], reason: null } as const;

/** What one made-up cell comes to: states are spread by account as a real organization's are. */
function stateOf(
  at: number,
  model: number,
): Pick<FleetCell, 'verdict' | 'rootCause' | 'otherCauses' | 'unknown' | 'reason'> {
  const luck = chanceOf(at, 1);
  const account = accountId(at);
  if (luck > 0.995) {
    return {
      ...healthy,
      verdict: 'undetermined',
      reason: `the role BedrockDoctorFleet of account ${account} cannot be assumed`,
      unknown: ['sts:AssumeRole'],
    };
  }
  const broken = (
    cause: CauseId,
    reason: string,
    otherCauses: readonly CauseId[] = [],
  ): ReturnType<typeof stateOf> => ({
    verdict: 'broken',
    rootCause: rootOf(cause),
    otherCauses,
    unknown: [],
    reason,
  });
  if (model < 2 && luck < 0.0412)
    return broken('use-case-form-missing', `Account ${account} has not submitted the form.`, [
      'marketplace-subscription-denied',
    ]);
  if (model < 2 && luck < 0.09)
    return broken('marketplace-subscription-denied', `Account ${account} has no agreement.`);
  if (luck >= 0.09 && luck < 0.11)
    return broken('denied-by-scp', 'A service control policy denies bedrock:InvokeModel.');
  if (luck >= 0.11 && luck < 0.13)
    return broken('invoke-not-allowed', `No policy of arn:aws:iam::${account}:role/App allows the call.`);
  if (model === 0 && luck < 0.14) {
    return {
      ...healthy,
      verdict: 'pending',
      rootCause: rootOf('marketplace-subscription-pending'),
      reason: 'The subscription is being processed.',
    };
  }
  return healthy;
}

/** The cells of so many made-up accounts, one account after another. */
export function* madeUpCells(accounts: number, run: RunParameters = RUN): Generator<FleetCell> {
  for (let at = 0; at < accounts; at += 1) {
    const account = accountId(at);
    for (const region of run.regions) {
      for (const [index, model] of run.models.entries()) {
        yield {
          account,
          region,
          principal: `arn:aws:iam::${account}:role/App`,
          model,
          ...stateOf(at, index),
          at: new Date(Date.parse(run.startedAt) + at * 40).toISOString(),
          order: at,
          ou:
            ['Workloads/Prod (ou-ab12-prodprod)', 'Workloads/Test (ou-ab12-testtest)', 'Sandbox (ou-ab12-sandbox1)'][
              at % 3
            ] ?? '',
          name: `team-${at % 97}-${at}`,
        };
      }
    }
  }
}

/** An async stream of what is given. */
export async function* streamOf<T>(all: Iterable<T>): AsyncGenerator<T> {
  yield* all;
}

/** What a run wrote, as lines. */
export const linesOfRun = (cells: Iterable<FleetCell>, run: RunParameters = RUN): string =>
  [JSON.stringify({ run }), ...[...cells].map((cell) => JSON.stringify(cell))].map((line) => `${line}\n`).join('');
