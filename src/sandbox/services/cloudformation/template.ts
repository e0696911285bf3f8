import { parse, type ScalarTag } from 'yaml';
import type { Json } from '../../../core/json.ts';
import type { Stack, World } from '../../world.ts';

type Members = { readonly [key: string]: Json };
const isMembers = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: Json | undefined): Members => (isMembers(value) ? value : {});

/** Short forms of intrinsic functions: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const SHORT = ['Sub', 'Join', 'GetAtt', 'If', 'Select', 'Split', 'FindInMap', 'ImportValue', 'Base64', 'Not', 'Equals'];
const longName = (short: string): string => (short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`);
const TAGS = [...SHORT, 'Ref', 'Condition', 'And', 'Or', 'Cidr', 'GetAZs'].flatMap((short) =>
  ([undefined, 'seq', 'map'] as const).map((collection) => ({
    tag: `!${short}`,
    ...(collection === undefined ? {} : { collection }),
    resolve: (value: string | { toJSON: () => Json }) => ({
      [longName(short)]: typeof value === 'string' ? value : value.toJSON(),
    }),
  })),
) as unknown as ScalarTag[];

/** A template as data, with the long names of its functions; null for what is none. Shares nothing with the tool's own reader. */
export function readTemplate(body: string): Members | null {
  try {
    const value = JSON.parse(JSON.stringify(parse(body, { customTags: TAGS, logLevel: 'silent' }) ?? null)) as Json;
    return isMembers(value) && isMembers(value['Resources']) ? value : null;
  } catch {
    return null;
  }
}

/** A declared parameter, as GetTemplateSummary tells it. */
export interface Declared {
  readonly key: string;
  readonly type: string;
  readonly byDefault: string | null;
}
export const parametersOf = (template: Members): readonly Declared[] =>
  Object.entries(membersOf(template['Parameters'])).map(([key, value]) => {
    const { Type: type, Default: byDefault } = membersOf(value);
    return {
      key,
      type: typeof type === 'string' ? type : 'String',
      byDefault: byDefault === undefined ? null : String(byDefault),
    };
  });

const resourcesOf = (template: Members): readonly (readonly [string, Members])[] =>
  Object.entries(membersOf(template['Resources'])).map(([name, value]) => [name, membersOf(value)]);
const makesRole = ({ Type, Properties }: Members): boolean =>
  Type === 'AWS::Serverless::Function' && membersOf(Properties)['Role'] === undefined;

/** What must be acknowledged: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export function capabilitiesOf(template: Members): readonly string[] {
  const all = resourcesOf(template);
  const named = all.some(([, { Type, Properties }]) => {
    const { RoleName, UserName, GroupName, ManagedPolicyName } = membersOf(Properties);
    const name = RoleName ?? UserName ?? GroupName ?? ManagedPolicyName;
    return String(Type).startsWith('AWS::IAM::') && name !== undefined;
  });
  if (named) return ['CAPABILITY_NAMED_IAM'];
  const makes = all.some(([, one]) => makesRole(one) || String(one['Type']).startsWith('AWS::IAM::'));
  return makes ? ['CAPABILITY_IAM'] : [];
}

/** The values that names stand for: pseudo parameters, the stack's own parameters, defaults. */
function valuesOf(template: Members, stack: Stack, world: World): ReadonlyMap<string, string> {
  const declared = parametersOf(template).flatMap(({ key, byDefault }) =>
    byDefault === null ? [] : [[key, byDefault] as const],
  );
  return new Map([
    ...declared,
    ...Object.entries(stack.parameters),
    ['AWS::Region', world.region],
    ['AWS::AccountId', world.account],
    ['AWS::Partition', world.partition],
    ['AWS::StackName', stack.name],
  ]);
}

/** A value with `Ref`, `Fn::Sub` and `Fn::Join` carried out as far as the names are known. */
function carriedOut(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item: Json) => carriedOut(item, names));
  if (!isMembers(value)) return value;
  const { Ref: ref, 'Fn::Sub': sub, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return names.get(ref) ?? value;
  if (typeof sub === 'string') return sub.replace(/\$\{([\w:]+)\}/g, (all, name: string) => names.get(name) ?? all);
  if (Array.isArray(join) && Array.isArray(join[1]))
    return join[1].map((item: Json) => String(carriedOut(item, names))).join(String(join[0]));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, carriedOut(item, names)]));
}

/** The inline policies by name that SAM gives the role of each function that has none of its own, by the role's logical id. */
export function rolePoliciesOf(
  template: Members,
  stack: Stack,
  world: World,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const names = valuesOf(template, stack, world);
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
  const policies = (given: Json | undefined, role: string): Readonly<Record<string, string>> => {
    const all = given === undefined ? [] : Array.isArray(given) ? (given as readonly Json[]) : [given];
    return Object.fromEntries(
      all.flatMap((one, index) => {
        if (!isMembers(one) || one['Statement'] === undefined) return [];
        const { Version = '2012-10-17', Statement } = membersOf(carriedOut(one, names));
        return [[`${role}Policy${index}`, JSON.stringify({ Version, Statement: Statement ?? [] })]];
      }),
    );
  };
  const globals = membersOf(membersOf(template['Globals'])['Function']);
  return new Map(
    resourcesOf(template)
      .filter(([, one]) => makesRole(one))
      .map(([name, { Properties }]) => {
        const role = `${name}Role`;
        return [role, policies(membersOf(Properties)['Policies'] ?? globals['Policies'], role)] as const;
      }),
  );
}
