import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonical, type Json } from '../src/core/json.ts';
import { dataOf } from '../src/template/data.ts';
import { type EditedTemplate, editPolicies } from '../src/template/edit-policies.ts';
import { parseTemplate } from '../src/template/parse.ts';
import { isProposable } from '../src/template/proposable.ts';
import { spliced } from '../src/template/splice.ts';
import type { Template } from '../src/template/template.ts';
import { pythonHas, runOther } from './python.ts';
import { PLACE } from './template-corpus.ts';

type Resources = {
  readonly [id: string]: { readonly Type: string; readonly Properties: { readonly [key: string]: Json } };
};
const STATEMENT = { Effect: 'Allow', Action: ['bedrock:InvokeModel'], Resource: ['*'] };
const WANTED = [{ statement: STATEMENT, context: {} }];

const TRUST = `      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]`;
const functionWith = (name: string, role: string): string => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.12
      CodeUri: s3://bucket/key
${role}`;
const ROLE = `  Shared:
    Type: AWS::IAM::Role
    Properties:
${TRUST}
      Policies: # what both need
        - PolicyName: Logs
          PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'logs:*', Resource: '*'}]}
`;
const templateOf = (...resources: readonly string[]): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('\n')}`;
const BOTH = [
  functionWith('One', '      Role: !GetAtt Shared.Arn # ours\n'),
  functionWith('Two', '      Role: !GetAtt [Shared, Arn]\n'),
];

const parsed = (text: string): Template => {
  const read = parseTemplate(text, 'template.yaml');
  if ('error' in read) throw new Error(read.error);
  return read.ok;
};
const editOf = (text: string, detach = true) =>
  editPolicies(parsed(text), { functionLogicalId: 'One', place: PLACE, wanted: WANTED, detach });
const edited = (text: string): EditedTemplate => {
  const edit = editOf(text);
  if ('refused' in edit) throw new Error(edit.refused);
  return edit.ok;
};
const resourcesOf = (text: string): Resources => (dataOf(parsed(text)) as { readonly Resources: Resources }).Resources;

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are CloudFormation's
/** Every way to name the one role, and every form the role and what belongs to it may have. */
const WAYS: { readonly [name: string]: string } = {
  'by GetAtt': templateOf(...BOTH, ROLE),
  'with empty lines between': templateOf(BOTH[0] ?? '', BOTH[1] ?? '', ROLE, '  Bucket:\n    Type: AWS::S3::Bucket\n'),
  'with CRLF': templateOf(...BOTH, ROLE).replaceAll('\n', '\r\n'),
  'as JSON': JSON.stringify(dataOf(parsed(templateOf(...BOTH, ROLE))), null, 2),
  'as JSON on one line': JSON.stringify(dataOf(parsed(templateOf(...BOTH, ROLE)))),
  'by Sub': templateOf(functionWith('One', "      Role: !Sub '${Shared.Arn}'\n"), BOTH[1] ?? '', ROLE),
  'by the long form': templateOf(
    functionWith('One', '      Role:\n        Fn::GetAtt:\n          - Shared\n          - Arn\n'),
    BOTH[1] ?? '',
    ROLE,
  ),
  'by its name in an ARN': templateOf(
    functionWith('One', "      Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/desk'\n"),
    BOTH[1] ?? '',
    ROLE.replace('    Properties:\n', '    Properties:\n      RoleName: desk\n'),
  ),
  'by an alias': templateOf(
    functionWith('Two', '      Role: &role !GetAtt Shared.Arn\n'),
    functionWith('One', '      Role: *role\n'),
    ROLE,
  ),
  'merged in': templateOf(
    '  Two:\n    Type: AWS::Serverless::Function\n    Properties: &common\n      Handler: a.b\n      Runtime: python3.12\n      CodeUri: s3://bucket/key\n      Role: !GetAtt Shared.Arn\n',
    '  One:\n    Type: AWS::Serverless::Function\n    Properties:\n      <<: *common\n      Handler: c.d\n',
    ROLE,
  ),
  'with a state machine': templateOf(
    BOTH[0] ?? '',
    "  Two:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: !GetAtt Shared.Arn\n      DefinitionString: '{}'\n",
    ROLE,
  ),
  'with policies of its own resources': templateOf(
    ...BOTH,
    ROLE,
    "  Attached:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: more\n      Roles:\n        - !Ref Shared\n      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}\n",
    "  Single:\n    Type: AWS::IAM::RolePolicy\n    Properties:\n      PolicyName: single\n      RoleName: !Ref Shared\n      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'sqs:*', Resource: '*'}]}\n",
  ),
};

test.each(Object.entries(WAYS))(
  'a shared role %s: the function gets a copy, and nobody else gets the statements',
  (_, text) => {
    const { text: now, splices, warnings, onlyAdds } = edited(text);
    const [before, after] = [resourcesOf(text), resourcesOf(now)];
    expect(spliced(text, splices)).toBe(now);
    expect(onlyAdds).toBe(false);
    expect(warnings[0]).toBe(
      'One gets a role of its own, OneRole, a copy of Shared with the statements; Two keeps Shared as it is.',
    );
    // Nothing of the old is gone or other, but where the function points and who has the policy.
    for (const [id, resource] of Object.entries(before)) {
      if (id === 'Attached') expect(after[id]?.Properties['Roles']).toEqual([{ Ref: 'Shared' }, { Ref: 'OneRole' }]);
      else if (id !== 'One') expect(after[id], id).toEqual(resource);
    }
    const { Role, ...rest } = after['One']?.Properties ?? {};
    const { Role: _old, ...old } = before['One']?.Properties ?? {};
    expect(rest).toEqual(old);
    expect(JSON.stringify(Role)).toMatch(/OneRole/);
    const { RoleName, Policies: had = [], ...same } = before['Shared']?.Properties ?? {};
    expect(after['OneRole']).toMatchObject({ Type: 'AWS::IAM::Role', Properties: same });
    // Into the JSON of a list the new goes first, where every old line stays as it is.
    const policies: readonly Json[] = [
      ...(had as readonly Json[]),
      { PolicyName: 'BedrockAccess', PolicyDocument: { Version: '2012-10-17', Statement: [STATEMENT] } },
    ];
    const has = after['OneRole']?.Properties['Policies'] as readonly Json[];
    expect(has.map(canonical).sort()).toEqual(policies.map(canonical).sort());
    expect(after['OneRole']?.Properties).not.toHaveProperty('RoleName');
    expect(warnings.join(' ').includes('has no RoleName')).toBe(RoleName !== undefined);
    if (before['Single'])
      expect(after['OneRoleSingle']?.Properties).toEqual({
        ...before['Single'].Properties,
        RoleName: { Ref: 'OneRole' },
      });
    // A second time there is nothing to do, with --detach or without.
    expect(editOf(now)).toMatchObject({ ok: { already: true, text: now } });
    expect(editOf(now, false)).toMatchObject({ ok: { already: true, text: now } });
    // A plan from a file may hold this, and no role beside it.
    expect(isProposable(text, now, 'template.yaml', PLACE)).toBe(true);
    expect(isProposable(text, now.replaceAll(/logs:\*/g, '*:*'), 'template.yaml', PLACE)).toBe(false);
  },
);

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  [
    'a bucket policy lets the role in',
    templateOf(
      ...BOTH,
      ROLE,
      '  Door:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: b\n      PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Shared.Arn}, Action: "s3:*", Resource: "*"}]}\n',
    ),
    /^Door names the role Shared \(template\.yaml, line \d+\), and what holds for that role there would not hold for a copy: give One a role of its own by hand, or leave --detach out\.$/,
  ],
  [
    'a key policy lets it in by its name',
    templateOf(
      ...BOTH,
      ROLE.replace('    Properties:\n', '    Properties:\n      RoleName: desk\n'),
      "  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/desk'}, Action: 'kms:*', Resource: '*'}]}\n",
    ),
    /^Key names the role Shared/,
  ],
  [
    'the function is told its role',
    templateOf(
      functionWith('One', '      Role: !GetAtt Shared.Arn\n      Environment: {Variables: {MY_ROLE: !Ref Shared}}\n'),
      BOTH[1] ?? '',
      ROLE,
    ),
    /^One names Shared .* elsewhere than in its Role/,
  ],
  [
    'a policy is attached to roles that are computed',
    templateOf(
      ...BOTH,
      ROLE,
      '  Attached:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: more\n      Roles: !If [Some, [!Ref Shared], [!Ref Shared]]\n      PolicyDocument: {Statement: []}\n',
    ),
    /^The Roles of Attached .* are computed, so that the copy of Shared cannot be added to them/,
  ],
  [
    'both functions share all their properties',
    templateOf(
      '  One:\n    Type: AWS::Serverless::Function\n    Properties: &all\n      Handler: a.b\n      Runtime: python3.12\n      CodeUri: s3://bucket/key\n      Role: !GetAtt Shared.Arn\n',
      '  Two:\n    Type: AWS::Serverless::Function\n    Properties: *all\n',
      ROLE,
    ),
    /^One and Two share more than the role by an anchor/,
  ],
  [
    'the policies of the role are computed',
    templateOf(...BOTH, ROLE.replace(/ {6}Policies: #[\s\S]*/, '      Policies: !If [Some, [], []]\n')),
    /^The Policies of OneRole .* are computed by Fn::If: add the statements by hand\.$/,
  ],
];

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: no more of them

test.each(REFUSED)('%s: the role is not copied, and it is said why', (_, text, why) => {
  const edit = editOf(text);
  expect('refused' in edit ? edit.refused : edit.ok.text).toMatch(why);
});

test('without --detach everything that runs as the role is named, with what would leave it alone', () => {
  const text = WAYS['with a state machine'] ?? '';
  expect(editOf(text, false)).toMatchObject({
    ok: { warnings: ['Shared is shared: Two gets the permissions too; --detach gives One a copy of its own.'] },
  });
});

test('a logical id that is taken is not taken again', () => {
  const text = templateOf(...BOTH, ROLE, ROLE.replace('Shared', 'OneRole'));
  expect(Object.keys(resourcesOf(edited(text).text))).toEqual(['One', 'Two', 'Shared', 'OneRole', 'OneRole2']);
});

test.each(['Role', 'Policies'])('SAM takes no %s in Globals, and it is said where it stands', (key) => {
  const text = `Globals:\n  Function:\n    ${key}: !GetAtt Shared.Arn\n${templateOf(...BOTH, ROLE)}`;
  expect(editOf(text)).toEqual({
    refused: `SAM takes no ${key} in Globals (template.yaml, line 3): write it into each function, and run this again.`,
  });
});

const HAS_TRANSLATOR = pythonHas('samtranslator');
if (!HAS_TRANSLATOR) console.warn('SKIPPED: python3 has no aws-sam-translator, so that no copied role is translated.');

describe.skipIf(!HAS_TRANSLATOR)("AWS's own translator", () => {
  test('takes every template with a copied role, and changes nothing but what was meant', async () => {
    const texts = Object.entries(WAYS).flatMap(([name, text]) => [
      [`old ${name}`, text],
      [`new ${name}`, edited(text).text],
    ]);
    const translator = [join(import.meta.dirname, 'translated.py')];
    const { out, err, code } = await runOther('python3', translator, {}, JSON.stringify(texts));
    expect(code, err).toBe(0);
    const all = JSON.parse(out) as {
      readonly [name: string]: { readonly Resources?: Resources; readonly error?: string };
    };
    for (const name of Object.keys(WAYS)) {
      const [before, after] = [all[`old ${name}`]?.Resources ?? {}, all[`new ${name}`]?.Resources ?? {}];
      const changed = Object.keys(after).filter((id) => JSON.stringify(after[id]) !== JSON.stringify(before[id]));
      expect(
        changed.filter((id) => !['One', 'OneRole', 'Attached', 'OneRoleSingle'].includes(id)),
        name,
      ).toEqual([]);
      expect(all[`new ${name}`]?.error, name).toBeUndefined();
      expect(changed, name).toContain('OneRole');
      expect(
        Object.keys(before).filter((id) => !(id in after)),
        name,
      ).toEqual([]);
    }
  });
});
