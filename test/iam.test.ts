import { describe, expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import type { AccessRequest, NamedPolicy, PolicySet } from '../src/iam/access.ts';
import { decide } from '../src/iam/decide.ts';
import { PolicySyntaxError, parsePolicy } from '../src/iam/document.ts';
import { simulate } from '../src/iam/simulate.ts';
import { SESSION, VECTORS, type Vector } from './iam-vectors.ts';

const named = (documents: readonly Json[], layer: string): readonly NamedPolicy[] =>
  documents.map((document, index) => ({ name: `${layer}-${index}`, document: parsePolicy(document) }));
const one = (document: Json | undefined, layer: string): NamedPolicy | null =>
  document === undefined ? null : (named([document], layer)[0] ?? null);

function policySet({ identity, boundary, scps, rcps, session, endpoint, ...more }: Vector['policies']): PolicySet {
  return {
    identity: named(identity, 'identity'),
    boundary: one(boundary, 'boundary'),
    scps: named(scps ?? [], 'scp'),
    rcps: named(rcps ?? [], 'rcp'),
    session: named(session ?? [], 'session'),
    endpoint: one(endpoint, 'endpoint'),
    scpLevels: (more.scpLevels ?? []).map((level) => named(level, 'scp')),
    resource: more.resource
      ? { policy: { name: 'resource', document: parsePolicy(more.resource.policy) }, account: more.resource.account }
      : null,
  };
}

describe.each(VECTORS)('%s', (_file, { policies, requests, source }) => {
  const set = policySet(policies);
  test.each(
    requests.map((line) => [`${line.request.action} ${JSON.stringify(line.request)}: ${line.expect}`, line] as const),
  )('%s', (_title, line) => {
    const decision = decide({ principal: SESSION, context: {}, ...line.request }, set);
    expect({ decision: decision.decision, layer: decision.layer }).toEqual({
      decision: line.expect,
      layer: line.layer ?? null,
    });
    if (line.missing) expect(decision.missingContext).toEqual(line.missing);
  });
  test('says where it was taken from', () => {
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//);
  });
});

test('there are at least 80 calls', () => {
  expect(VECTORS.flatMap(([, { requests }]) => requests).length).toBeGreaterThanOrEqual(80);
});

const allow = (statement: { readonly [key: string]: Json }): Json => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
});
const ask = (action: string, rest: Partial<AccessRequest> = {}): AccessRequest => ({
  action,
  resource: '*',
  principal: SESSION,
  context: {},
  ...rest,
});

describe('parsePolicy', () => {
  const document = allow({ Action: 's3:GetObject', Sid: 'Read' });
  test('reads an object, its text, and its text as IAM encodes it', () => {
    const parsed = parsePolicy(document);
    expect(parsePolicy(JSON.stringify(document))).toEqual(parsed);
    expect(parsePolicy(encodeURIComponent(JSON.stringify(document, null, 2)))).toEqual(parsed);
    expect(parsePolicy(encodeURIComponent(`\n ${JSON.stringify(document)}`))).toEqual(parsed);
  });
  test('makes lists of single values and texts of booleans and numbers', () => {
    const parsed = parsePolicy({
      Statement: {
        Effect: 'Deny',
        NotAction: 'iam:*',
        NotResource: 'arn:aws:s3:::a',
        Principal: { AWS: '123456789012' },
        Condition: { Bool: { a: true }, NumericEquals: { b: [1, '2'] } },
      },
    });
    expect(parsed).toEqual({
      version: '2008-10-17',
      statements: [
        {
          sid: null,
          effect: 'Deny',
          actions: null,
          notActions: ['iam:*'],
          resources: null,
          notResources: ['arn:aws:s3:::a'],
          principals: { AWS: '123456789012' },
          notPrincipals: null,
          conditions: [
            { operator: 'Bool', key: 'a', values: ['true'] },
            { operator: 'NumericEquals', key: 'b', values: ['1', '2'] },
          ],
        },
      ],
    });
  });
  test.each<[string, Json, string]>([
    ['no JSON', '{', 'The policy is not valid JSON.'],
    ['broken encoding', '%7B%', 'The policy is not valid JSON.'],
    ['a list', [], 'A policy must be a JSON object.'],
    ['null', null, 'A policy must be a JSON object.'],
    [
      'another version',
      { Version: '2020-01-01', Statement: [] },
      'The Version of a policy must be 2012-10-17 or 2008-10-17.',
    ],
    ['no statement', { Version: '2012-10-17' }, 'The policy has no Statement.'],
    ['a statement that is text', { Statement: 'Allow' }, 'Statement 1 is not an object.'],
    ['no effect', { Statement: [{ Action: '*' }] }, 'The Effect of statement 1 must be Allow or Deny.'],
    ['no action', { Statement: [{ Effect: 'Allow' }] }, 'Statement 1 has neither Action nor NotAction.'],
    ['two kinds of action', allow({ Action: 'a:*', NotAction: 'b:*' }), 'Statement 1 has both Action and NotAction.'],
    ['an action that is a number', allow({ Action: 1 }), 'Action of statement 1 must be text or a list of texts.'],
    [
      'a condition that is text',
      allow({ Action: '*', Condition: 'x' }),
      'The Condition of statement 1 must be an object.',
    ],
    [
      'an operator without keys',
      allow({ Action: '*', Condition: { Bool: 'x' } }),
      'Bool in statement 1 must be an object.',
    ],
    [
      'a value that is null',
      allow({ Action: '*', Condition: { Bool: { k: null } } }),
      'k in statement 1 must be text or a list of texts.',
    ],
  ])('refuses %s', (_name, input, message) => {
    expect(() => parsePolicy(input)).toThrow(new PolicySyntaxError(message));
    expect(() => parsePolicy(input)).toThrow(PolicySyntaxError);
  });
});

describe('reasons', () => {
  test('an implicit deny names the statement that nearly allowed, and the condition that failed', () => {
    const set = {
      identity: named(
        [
          allow({
            Sid: 'Via',
            Action: 'aws-marketplace:*',
            Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } },
          }),
        ],
        'p',
      ),
    };
    expect(decide(ask('aws-marketplace:Subscribe', { context: { 'aws:calledvialast': 'x' } }), set).reasons).toEqual([
      {
        layer: 'identity',
        policy: 'p-0',
        statement: 0,
        sid: 'Via',
        effect: 'Allow',
        condition: {
          operator: 'StringEquals',
          key: 'aws:CalledViaLast',
          wanted: ['bedrock.amazonaws.com'],
          found: ['x'],
        },
      },
    ]);
  });
  test('an explicit deny names its statement and the condition that made it apply', () => {
    const document: Json = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        {
          Effect: 'Deny',
          Action: 'bedrock:*',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
        },
      ],
    };
    const set = { identity: named([allow({ Action: '*' })], 'p'), scps: named([document], 'scp') };
    expect(decide(ask('bedrock:InvokeModel', { context: { 'aws:RequestedRegion': 'us-east-1' } }), set)).toEqual({
      decision: 'explicitDeny',
      layer: 'scp',
      missingContext: [],
      reasons: [
        {
          layer: 'scp',
          policy: 'scp-0',
          statement: 1,
          sid: null,
          effect: 'Deny',
          condition: {
            operator: 'StringNotEquals',
            key: 'aws:RequestedRegion',
            wanted: ['eu-west-1'],
            found: ['us-east-1'],
          },
        },
      ],
    });
  });
  test('an unknown decision names only the keys that matter', () => {
    const set = {
      identity: named(
        [allow({ Action: 'a:*', Condition: { StringEquals: { sure: 'x' } } }), allow({ Action: 'a:*' })],
        'p',
      ),
      boundary: one(allow({ Action: 'a:*', Condition: { StringEquals: { open: 'x' } } }), 'boundary'),
    };
    const decision = decide(ask('a:Do', { unknownKeys: 'all' }), set);
    expect(decision.missingContext).toEqual(['open']);
    expect(decision.reasons.map(({ policy }) => policy)).toEqual(['boundary-0']);
  });
});

describe('simulate', () => {
  const conditional: Json = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
    ],
  };
  const run = (policies: PolicySet, actions = ['s3:GetObject'], context: Record<string, readonly string[]> = {}) =>
    simulate({ actions, resources: [], principal: SESSION, policies, context });
  test('takes the resource * when given none, and names what matched', () => {
    expect(run({ identity: named([allow({ Action: 's3:*' })], 'p') }, ['s3:GetObject', 'iam:GetRole'])).toEqual([
      {
        action: 's3:GetObject',
        resource: '*',
        decision: 'allowed',
        matched: [{ policy: 'p-0', statement: 0 }],
        missingContextValues: [],
        allowedByBoundary: null,
        allowedByOrganizations: null,
        details: null,
      },
      {
        action: 'iam:GetRole',
        resource: '*',
        decision: 'implicitDeny',
        matched: [],
        missingContextValues: [],
        allowedByBoundary: null,
        allowedByOrganizations: null,
        details: null,
      },
    ]);
  });
  test('leaves out conditional service control policies, resource control, session and endpoint policies', () => {
    const nothing = named([allow({ Action: 'none:*' })], 'x');
    const set: PolicySet = {
      identity: named([allow({ Action: '*' })], 'p'),
      scps: named([conditional], 'scp'),
      rcps: nothing,
      session: nothing,
      endpoint: nothing[0] ?? null,
    };
    expect(run(set)).toMatchObject([{ decision: 'allowed', allowedByOrganizations: true }]);
    expect(decide(ask('s3:GetObject'), set).decision).toBe('explicitDeny');
  });
  test('says which of boundary and organization refuses', () => {
    const identity = named([allow({ Action: '*' })], 'p');
    const only = allow({ Action: 's3:*' });
    expect(run({ identity, scps: named([only], 'scp') }, ['iam:GetRole'])).toMatchObject([
      { decision: 'implicitDeny', matched: [], allowedByOrganizations: false, allowedByBoundary: null },
    ]);
    expect(run({ identity, boundary: one(only, 'boundary') }, ['iam:GetRole'])).toMatchObject([
      { decision: 'implicitDeny', allowedByBoundary: false, allowedByOrganizations: null },
    ]);
  });
  test('names the context keys it was not given, once each', () => {
    const document = allow({
      Action: 's3:*',
      Resource: `arn:aws:s3:::a/\${aws:PrincipalTag/team}`,
      Condition: {
        StringEquals: { 'aws:CalledViaLast': 'x', 'aws:PrincipalArn': 'y' },
        StringLike: { 'AWS:CalledViaLast': 'z' },
      },
    });
    const identity = named([document], 'p');
    expect(run({ identity })[0]?.missingContextValues).toEqual(['aws:PrincipalTag/team', 'aws:CalledViaLast']);
    expect(run({ identity }, ['s3:*'], { 'aws:calledvialast': ['x'] })[0]?.missingContextValues).toEqual([
      'aws:PrincipalTag/team',
    ]);
  });
});
