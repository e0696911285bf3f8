import { expect, test } from 'vitest';
import { parseModel } from '../src/bedrock/model-id.ts';
import { neededArns } from '../src/bedrock/needed-arns.ts';
import { editTemplate } from '../src/template/edit-template.ts';
import { parseTemplate } from '../src/template/parse.ts';
import { type ModelEdit, mentionsOf, setModel } from '../src/template/set-model.ts';
import type { Template } from '../src/template/template.ts';
import { wantedStatements } from '../src/template/wanted.ts';
import { isWithin, PLACE, plainly } from './template-corpus.ts';

const OLD = 'anthropic.claude-3-haiku-20240307-v1:0';
const NEW = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';

const templateOf = (text: string): Template => {
  const parsed = parseTemplate(text, 'template.yaml');
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.ok;
};
const set = (text: string, from: string | null = OLD, to = NEW): ModelEdit =>
  setModel(templateOf(text), { functionLogicalId: 'PoetryFunction', from, to, place: PLACE });

const withVariable = (value: string, more = ''): string => `${more}Resources:
  PoetryFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Environment:
        Variables:
          TABLE: !Ref Poems
          BEDROCK_MODEL_ID: ${value}
      Policies:
        - Statement:
            - Effect: Allow
              Action: bedrock:InvokeModel
              Resource: !Sub 'arn:aws:bedrock:\${AWS::Region}::foundation-model/${OLD}'
  Poems:
    Type: AWS::Serverless::SimpleTable
`;
const parameter = (more: string): string => `Parameters:\n  ModelId:\n    Type: String\n${more}`;

/** What the template sets, where the edit puts the new id, and what it says. */
const CASES: readonly {
  readonly name: string;
  readonly text: string;
  readonly where: readonly string[];
  readonly overrides?: object;
  readonly says?: readonly string[];
  readonly already?: boolean;
}[] = [
  {
    name: 'plain',
    text: withVariable(`${OLD}   # Haiku`),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID'],
  },
  {
    name: 'single quotes',
    text: withVariable(`'${OLD}'`),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID'],
  },
  {
    name: 'double quotes',
    text: withVariable(`"${OLD}"`),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID'],
  },
  {
    name: 'folded',
    text: withVariable(`>-\n            ${OLD}`),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID'],
  },
  {
    name: '!Sub without variables',
    text: withVariable(`!Sub ${OLD}`),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID'],
  },
  {
    name: 'a parameter',
    text: withVariable('!Ref ModelId', parameter(`    Default: ${OLD}\n`)),
    where: ['Parameters.ModelId.Default'],
    overrides: { ModelId: NEW },
  },
  {
    name: 'a parameter that lists its values',
    text: withVariable(
      '!Ref ModelId',
      parameter(`    Default: ${OLD}\n    AllowedValues:\n      - ${OLD}\n      - amazon.nova-lite-v1:0\n`),
    ),
    where: ['Parameters.ModelId.Default'],
    overrides: { ModelId: NEW },
  },
  {
    name: 'a parameter without default',
    text: withVariable('!Ref ModelId', parameter('')),
    where: [],
    says: ['Parameters.ModelId (template.yaml, line 2) comes from outside the template'],
  },
  {
    name: 'a parameter of Systems Manager',
    text: withVariable(
      '!Ref ModelId',
      'Parameters:\n  ModelId:\n    Type: AWS::SSM::Parameter::Value<String>\n    Default: /poetry/model\n',
    ),
    where: [],
    says: ['comes from outside the template'],
  },
  {
    name: 'an import',
    text: withVariable('!ImportValue model-id'),
    where: [],
    says: ['comes from outside the template'],
  },
  {
    name: 'a mapping',
    text: withVariable(
      '!FindInMap [Models, !Ref AWS::Region, Id]',
      `Mappings:\n  Models:\n    ap-northeast-2: {Id: '${OLD}'}\n    us-east-1: {Id: amazon.nova-lite-v1:0}\n`,
    ),
    where: ['Mappings.Models.ap-northeast-2.Id'],
  },
  {
    name: 'both branches of a condition',
    text: withVariable(`!If [Prod, ${OLD}, !Ref ModelId]`, parameter(`    Default: ${OLD}\n`)),
    where: ['PoetryFunction.Environment.Variables.BEDROCK_MODEL_ID', 'Parameters.ModelId.Default'],
    overrides: { ModelId: NEW },
  },
  {
    name: 'put together',
    text: withVariable(`!Sub 'anthropic.\${ModelId}'`, parameter('    Default: claude-3-haiku-20240307-v1:0\n')),
    where: [],
    says: ['is put together from parts: change it by hand'],
  },
  {
    name: 'an ARN',
    text: withVariable(`arn:aws:bedrock:ap-northeast-2::foundation-model/${OLD}`),
    where: [],
    says: ['change it by hand'],
  },
  {
    name: 'another model',
    text: withVariable('amazon.nova-lite-v1:0'),
    where: [],
    says: [`sets ${OLD} nowhere for PoetryFunction`],
  },
  { name: 'the new one', text: withVariable(NEW), where: [], already: true },
];

test.each(CASES)('the model as $name', ({ text, where, overrides = {}, says = [], already = false }) => {
  const edit = set(text);
  if ('refused' in edit) throw new Error(edit.refused);
  const { changes, warnings, text: now } = edit.ok;
  expect(changes.map((change) => change.where)).toEqual(where);
  expect(edit.ok.overrides).toEqual(overrides);
  expect(edit.ok.already).toBe(already);
  expect(warnings).toHaveLength(says.length);
  for (const words of says) expect(warnings.join('\n')).toContain(words);
  if (where.length === 0) expect(now).toBe(text);
  // Policies keep the old id; the rest is the old document with the new id in its place.
  expect(now).toContain(`foundation-model/${OLD}`);
  const swap = (data: unknown): string => JSON.stringify(data).replaceAll(`"${OLD}"`, `"${NEW}"`);
  const lists = text.includes('AllowedValues');
  if (where.length > 0 && !lists) expect(JSON.stringify(plainly(now))).toBe(swap(plainly(text)));
  if (lists) expect(now).toContain(`      - amazon.nova-lite-v1:0\n      - ${NEW}\n`);
  for (const { line } of changes)
    expect(
      text
        .split('\n')
        .slice(line - 1, line + 1)
        .join('\n'),
    ).toContain(OLD);
  const again = set(now);
  // A stack keeps the values of its parameters until it is given new ones, however often this is run.
  expect(again).toMatchObject({ ok: { text: now, changes: [], splices: [], overrides } });
});

test('without an old id the only model is taken, and several are refused', () => {
  expect(set(withVariable('amazon.nova-lite-v1:0'), null)).toMatchObject({
    ok: { changes: [{ from: 'amazon.nova-lite-v1:0', to: NEW, line: 9 }] },
  });
  const two = withVariable(`${OLD}\n          FALLBACK: amazon.nova-lite-v1:0`);
  expect(set(two, null)).toMatchObject({ refused: expect.stringContaining(`${OLD}, amazon.nova-lite-v1:0`) });
});

test('Globals and shared parameters name the other functions', () => {
  const functions = ['PoetryFunction', 'ProseFunction']
    .map((id) => `  ${id}:\n    Type: AWS::Serverless::Function\n`)
    .join('');
  const text = `Globals:\r\n  Function:\r\n    Environment:\r\n      Variables:\r\n        MODEL: ${OLD}\r\nResources:\n${functions}`;
  const edit = set(text);
  expect(edit).toMatchObject({
    ok: {
      changes: [{ where: 'Globals.Function.Environment.Variables.MODEL', line: 5 }],
      warnings: ['Globals.Function.Environment.Variables.MODEL is also what ProseFunction gets.'],
    },
  });
  if ('ok' in edit) expect(edit.ok.text).toBe(text.replace(OLD, NEW));
});

test('JSON keeps its form', () => {
  const text = JSON.stringify(
    {
      Resources: {
        PoetryFunction: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { MODEL: OLD } } } },
      },
    },
    null,
    '\t',
  );
  const edit = set(text);
  if ('refused' in edit) throw new Error(edit.refused);
  expect(edit.ok.text).toBe(text.replace(OLD, NEW));
  expect(isWithin(text, edit.ok.text)).toBe(false);
});

test('lines of other files that name the old id', () => {
  expect(mentionsOf(`[default]\nparameter_overrides = "ModelId=${OLD}"\n`, 'samconfig.toml', OLD)).toEqual([
    `samconfig.toml, line 2, names ${OLD}.`,
  ]);
});

test('permissions and model in one step, and nothing the second time', () => {
  const model = parseModel(NEW);
  const wanted = wantedStatements({
    model,
    needed: neededArns(model, null, PLACE.region, '123456789012'),
    streams: true,
    place: PLACE,
    marketplace: [],
    product: null,
    asGuide: false,
  });
  const request = { functionLogicalId: 'PoetryFunction', place: PLACE, wanted, model: { from: OLD, to: NEW } };
  const text = withVariable(OLD);
  const change = editTemplate(text, 'template.yaml', request);
  if ('refused' in change) throw new Error(change.refused);
  expect(change.ok).toMatchObject({
    already: false,
    warnings: [],
    policies: { added: [{ Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] }] },
  });
  expect(change.ok.policies.added).toHaveLength(1);
  expect(change.ok.text.match(new RegExp(`(?:profile|model)/[a-z.]*${NEW.slice('global.'.length)}`, 'g'))).toHaveLength(
    3,
  );
  expect(editTemplate(change.ok.text, 'template.yaml', request)).toMatchObject({
    ok: { already: true, text: change.ok.text },
  });
  expect(editTemplate('a: [', 'template.yaml', request)).toMatchObject({
    refused: expect.stringMatching(/^template\.yaml, line 1: .*\.$/),
  });
});
