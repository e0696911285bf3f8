import { type ContextEntry, IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { SESSION, VECTORS, type Vector } from './iam-vectors.ts';
import { served, settings } from './sandbox-client.ts';
import { someRows } from './seed.ts';

/** The simulator never sees these, and takes service control policies level by level only. */
const seen = ({ policies: { rcps, session, endpoint, scps } }: Vector): boolean =>
  [rcps, session, endpoint, scps].every((policy) => policy === undefined);

const entries = (context: Readonly<Record<string, string | readonly string[]>>): ContextEntry[] =>
  Object.entries(context)
    .map(([ContextKeyName, value]) => ({
      ContextKeyName,
      ContextKeyValues: typeof value === 'string' ? [value] : [...value],
    }))
    .filter(({ ContextKeyValues }) => ContextKeyValues.length > 0)
    .map((entry) => ({ ...entry, ContextKeyType: entry.ContextKeyValues.length > 1 ? 'stringList' : 'string' }));

/** The simulator has no word for what it cannot know. */
const asSimulated = (decision: string): string => (decision === 'unknown' ? 'implicitDeny' : decision);

test('an SDK gets the same answers from SimulateCustomPolicy as the vectors give', async () => {
  const iam = new IAMClient({ ...settings(await served('healthy')), region: 'us-east-1' });
  const asked = VECTORS.filter(([, vector]) => seen(vector)).flatMap(([file, { policies, requests }]) =>
    requests
      .filter(({ request }) => request.unknownKeys === undefined && !request.action.includes('*'))
      .map(({ request, expect: wanted }) => ({ file, policies, request, wanted })),
  );
  const wrong: string[] = [];
  for (const { file, policies, request, wanted } of someRows(asked)) {
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: policies.identity.map((policy) => JSON.stringify(policy, null, 2)),
        ...(policies.boundary === undefined
          ? {}
          : { PermissionsBoundaryPolicyInputList: [JSON.stringify(policies.boundary)] }),
        OrderedOrganizationPolicyInputList: (policies.scpLevels ?? []).map((level) => ({
          ServiceControlPolicyInputList: level.map((policy) => JSON.stringify(policy)),
        })),
        ...(policies.resource
          ? {
              ResourcePolicy: JSON.stringify(policies.resource.policy),
              ResourceOwner: `arn:aws:iam::${policies.resource.account}:root`,
            }
          : {}),
        CallerArn: request.principal ?? SESSION,
        ActionNames: [request.action],
        ...(request.resource === '*' ? {} : { ResourceArns: [request.resource] }),
        ContextEntries: entries(request.context ?? {}),
      }),
    );
    const found = EvaluationResults?.[0]?.EvalDecision;
    if (found !== asSimulated(wanted)) wrong.push(`${file}: ${JSON.stringify(request)}: ${found}, not ${wanted}`);
  }
  expect(wrong).toEqual([]);
  expect(asked.length).toBeGreaterThan(200);
});
