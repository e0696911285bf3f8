import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { AccessRequest, NamedPolicy, PolicySet } from '../src/iam/access.ts';
import { decide } from '../src/iam/decide.ts';
import type { Statement } from '../src/iam/document.ts';
import { compileGlob, wild } from '../src/iam/glob.ts';
import { runs } from './seed.ts';

/** Few words, so that statements and requests often meet. */
const ACTIONS = ['a:Get', 'a:Put', 'b:Get'];
const RESOURCES = ['arn:aws:a:::x', 'arn:aws:a:::y', 'arn:aws:b::1:x/y'];
const KEYS = ['k', 'l'];
const VALUES = ['1', '2', 'x'];
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringEqualsIfExists',
  'NumericLessThan',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringNotLike',
  'Null',
  'Unheard',
];

const some = (words: readonly string[]) => fc.subarray([...words], { minLength: 1 });
const statement: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    actions: fc.option(some([...ACTIONS, '*', 'a:*'])),
    notActions: some(ACTIONS),
    resources: fc.option(some([...RESOURCES, '*', 'arn:aws:a:::?', `arn:aws:a:::\${k}`])),
    notResources: some(RESOURCES),
    conditions: fc.array(
      fc.record({
        operator: fc.constantFrom(...OPERATORS),
        key: fc.constantFrom(...KEYS),
        values: some([...VALUES, 'true']),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ actions, notActions, resources, notResources, ...rest }) => ({
    ...rest,
    sid: null,
    actions,
    notActions: actions === null ? notActions : null,
    resources,
    notResources: resources === null ? notResources : null,
    principals: null,
    notPrincipals: null,
  }));
const policy: fc.Arbitrary<NamedPolicy> = fc
  .array(statement, { maxLength: 4 })
  .map((statements) => ({ name: 'p', document: { version: '2012-10-17', statements } }));
const policies = fc
  .record({
    identity: fc.array(policy, { maxLength: 3 }),
    boundary: fc.option(policy),
    scps: fc.option(fc.array(policy, { maxLength: 2 })),
    rcps: fc.option(fc.array(policy, { maxLength: 2 })),
    session: fc.option(fc.array(policy, { maxLength: 2 })),
    endpoint: fc.option(policy),
  })
  .map((set): PolicySet => set);
const request: fc.Arbitrary<AccessRequest> = fc.record(
  {
    action: fc.constantFrom(...ACTIONS),
    resource: fc.constantFrom(...RESOURCES),
    principal: fc.constant('arn:aws:iam::123456789012:role/poetry'),
    context: fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(fc.constantFrom(...VALUES), fc.subarray([...VALUES]))),
    unknownKeys: fc.oneof(fc.constant('all' as const), fc.subarray([...KEYS])),
  },
  { requiredKeys: ['action', 'resource', 'principal', 'context'] },
);

const denyAll: Statement = {
  sid: null,
  effect: 'Deny',
  actions: ['*'],
  notActions: null,
  resources: ['*'],
  notResources: null,
  principals: null,
  notPrincipals: null,
  conditions: [],
};
const policyOf = (...statements: readonly Statement[]): NamedPolicy => ({
  name: 'added',
  document: { version: '2012-10-17', statements },
});
const asDeny = (one: Statement): Statement => ({ ...one, effect: 'Deny' });
const asAllow = (one: Statement): Statement => ({ ...one, effect: 'Allow' });

/** Every way to add a policy to one layer; where a layer is absent the policy comes with an allow-all, so it only denies. */
function withPolicy(set: PolicySet, added: NamedPolicy): readonly PolicySet[] {
  const opened = policyOf(asAllow(denyAll), ...added.document.statements);
  const joined = (old: NamedPolicy | null | undefined): NamedPolicy =>
    old ? policyOf(...old.document.statements, ...added.document.statements) : opened;
  return [
    { ...set, identity: [...set.identity, added] },
    { ...set, boundary: joined(set.boundary) },
    { ...set, endpoint: joined(set.endpoint) },
    { ...set, scps: [...(set.scps ?? []), opened] },
    { ...set, rcps: [...(set.rcps ?? []), opened] },
    { ...set, session: set.session && set.session.length > 0 ? [...set.session, added] : [opened] },
  ];
}

/** From surely denied to surely allowed. */
const RANK = { explicitDeny: 0, implicitDeny: 0, unknown: 1, allowed: 2 };
const rank = (asked: AccessRequest, set: PolicySet): number => RANK[decide(asked, set).decision];
const law = (name: string, holds: (asked: AccessRequest, set: PolicySet, added: Statement) => boolean): void =>
  test(name, () => {
    fc.assert(fc.property(request, policies, statement, holds), { numRuns: runs(500) });
  });

describe('the evaluator', () => {
  law('an explicit Deny wins, in whichever layer', (asked, set) =>
    withPolicy(set, policyOf(denyAll)).every((more) => decide(asked, more).decision === 'explicitDeny'),
  );
  law('adding a Deny never allows more', (asked, set, added) =>
    withPolicy(set, policyOf(asDeny(added))).every((more) => rank(asked, more) <= rank(asked, set)),
  );
  law('a boundary, an SCP, an RCP, a session or an endpoint policy never widens', (asked, set, added) => {
    const { boundary: _boundary, endpoint: _endpoint, session: _session, ...bare } = set;
    const one = policyOf(added);
    return [
      { ...bare, boundary: one },
      { ...bare, endpoint: one },
      { ...bare, session: [one] },
      { ...bare, scps: [...(set.scps ?? []), one] },
      { ...bare, rcps: [...(set.rcps ?? []), one] },
    ].every((more) => rank(asked, more) <= rank(asked, bare));
  });
  law('a level of service control policies never widens, and a Deny in it wins', (asked, set, added) => {
    const levels = [...(set.scpLevels ?? []), [policyOf(added)]];
    const denied = [...(set.scpLevels ?? []), [policyOf(asAllow(denyAll)), policyOf(denyAll)]];
    return (
      rank(asked, { ...set, scpLevels: levels }) <= rank(asked, set) &&
      decide(asked, { ...set, scpLevels: denied }).decision === 'explicitDeny'
    );
  });
  law(
    "the resource's own policy only adds within the account, and only takes away across accounts",
    (asked, set, added) => {
      const grant = policyOf({ ...asAllow(added), principals: { AWS: asked.principal } });
      const own = { ...set, resource: { policy: grant, account: '123456789012' } };
      const foreign = { ...set, resource: { policy: grant, account: '999999999999' } };
      return rank(asked, own) >= rank(asked, set) && rank(asked, foreign) <= rank(asked, set);
    },
  );
  law('a decision is made anew: asking others in between changes nothing', (asked, set, added) => {
    const first = JSON.stringify(decide(asked, set));
    decide({ ...asked, action: 'b:Get', context: { k: '2' } }, set);
    decide(asked, { ...set, identity: [policyOf(added), ...set.identity] });
    return JSON.stringify(decide(asked, set)) === first;
  });
  law('actions compare without case, and so do the keys of the context', (asked, set) => {
    const { context } = asked;
    const upper = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toUpperCase(), value]));
    const shouted = { ...asked, action: asked.action.toUpperCase(), context: upper };
    return JSON.stringify(decide(shouted, set)) === JSON.stringify(decide(asked, set));
  });
  law('an Allow added to any layer that is there never turns allowed into denied', (asked, set, added) => {
    if (decide(asked, set).decision !== 'allowed') return true;
    return withPolicy(set, policyOf(asAllow(added))).every((more) => decide(asked, more).decision === 'allowed');
  });
  law('the order of statements and policies does not matter', (asked, set) => {
    const turned = ({ name, document }: NamedPolicy): NamedPolicy => ({
      name,
      document: { ...document, statements: [...document.statements].reverse() },
    });
    const reversed: PolicySet = {
      identity: set.identity.map(turned).reverse(),
      boundary: set.boundary ? turned(set.boundary) : null,
      scps: set.scps ? set.scps.map(turned).reverse() : null,
      rcps: set.rcps ? set.rcps.map(turned).reverse() : null,
      session: set.session ? set.session.map(turned).reverse() : null,
      endpoint: set.endpoint ? turned(set.endpoint) : null,
    };
    const [one, other] = [decide(asked, set), decide(asked, reversed)];
    return (
      one.decision === other.decision &&
      one.layer === other.layer &&
      [...one.missingContext].sort().join() === [...other.missingContext].sort().join()
    );
  });
  law('adding an Allow to the identity policies never takes away', (asked, set, added) => {
    const more = { ...set, identity: [...set.identity, policyOf(asAllow(added))] };
    return rank(asked, more) >= rank(asked, set);
  });
  law('what is decided without some keys is decided the same once they are known', (asked, set) => {
    const { unknownKeys: _none, ...known } = asked;
    const open = decide({ ...known, unknownKeys: 'all' }, set).decision;
    const outcomes = [{}, ...VALUES.flatMap((k) => VALUES.map((l) => ({ k, l })))].map((extra) =>
      rank({ ...known, context: { ...extra, ...known.context } }, set),
    );
    return open === 'unknown' || outcomes.every((outcome) => outcome === RANK[open]);
  });
  law('an unknown decision has a reason, a sure one has no missing keys', (asked, set) => {
    const { decision, reasons, missingContext, layer } = decide(asked, set);
    return decision === 'unknown' ? reasons.length > 0 && layer === null : missingContext.length === 0;
  });
});

test('wildcards match as the regular expression of the same meaning does', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '\n'), maxLength: 10 });
  fc.assert(
    fc.property(letters, text, (pattern, found) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
      return compileGlob(wild(pattern))(found) === expression.test(found);
    }),
    { numRuns: runs(5_000) },
  );
});
