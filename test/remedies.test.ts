import { describe, expect, test } from 'vitest';
import { parseModel } from '../src/bedrock/model-id.ts';
import type { CauseId } from '../src/core/cause.ts';
import type { Fact } from '../src/core/fact.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Facts } from '../src/core/gather.ts';
import type { Json } from '../src/core/json.ts';
import type { Probe } from '../src/core/probe.ts';
import { availability } from '../src/probes/bedrock/availability.ts';
import { replacements } from '../src/probes/bedrock/replacements.ts';
import { useCaseForm } from '../src/probes/bedrock/use-case-form.ts';
import { decisions } from '../src/probes/iam/decisions.ts';
import { role } from '../src/probes/iam/role.ts';
import { rolePolicies } from '../src/probes/iam/role-policies.ts';
import { userPolicies } from '../src/probes/iam/user-policies.ts';
import { lambdaFunction } from '../src/probes/lambda/function.ts';
import { model } from '../src/probes/run/model.ts';
import { named } from '../src/probes/run/named.ts';
import { principal } from '../src/probes/run/principal.ts';
import { caller } from '../src/probes/sts/caller.ts';
import { type Grant, merged, tooLong } from '../src/remedies/grant.ts';
import { REMEDIES } from '../src/remedies/index.ts';
import { fixesRoot, offersFor, reportRemedies } from '../src/remedies/offer.ts';
import { holderOf, keptElsewhere, protectedPrincipal } from '../src/remedies/principal.ts';
import { grantFor, refusalOf } from '../src/remedies/refusal.ts';
import type { Inputs, Proposal } from '../src/remedies/remedy.ts';

/* What each remedy proposes for which facts: the plan, word for word, or why there is none. */

const ACCOUNT = '123456789012';
const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const ROLE = { kind: 'role', name: 'poet', arn: `arn:aws:iam::${ACCOUNT}:role/poet` } as const;
const source = { from: 'default' } as const;
type Given = readonly (readonly [Probe, unknown])[];

/** The guide's account, function and model, without agreement; `more` comes on top. */
function factsOf(more: Given = []): Facts {
  const all: Given = [
    [caller as Probe, { arn: `arn:aws:iam::${ACCOUNT}:user/operator`, account: ACCOUNT }],
    [named as Probe, { region: 'ap-northeast-2' }],
    [model as Probe, { reference: parseModel(HAIKU), source }],
    [principal as Probe, ROLE],
    [lambdaFunction as Probe, { name: 'poet-fn', models: [], variables: [] }],
    [availability as Probe, { agreement: 'NOT_AVAILABLE' }],
    [useCaseForm as Probe, { needed: true, submitted: true }],
    ...more,
  ];
  return new Map(all.map(([probe, value]) => [probe, { known: true, value } as Fact<unknown>]));
}
const without = (probe: unknown, facts: Facts): Facts => {
  const rest = new Map(facts);
  rest.delete(probe as Probe);
  return rest;
};
const root = (cause: CauseId, explains: readonly CauseId[] = []): Finding => ({
  code: 'a/b/c',
  cause,
  basis: 'deduced',
  at: null,
  subject: '',
  severity: 'error',
  message: '',
  waitMinutes: null,
  evidence: [],
  explains,
});
const NONE: Inputs = { grant: null, form: null, replace: null, function: null, detach: false, template: null };

/** What a proposal comes to where `from` stands. */
const said = (proposal: Proposal, from: Json = null): unknown =>
  proposal.how === 'automatic'
    ? {
        consent: proposal.consent,
        does: proposal.proposed.map(({ setting, key, change }) => [setting, key, change(from)]),
      }
    : proposal.how === 'needs'
      ? `needs ${proposal.what}`
      : proposal.why;
function proposed(id: string, cause: CauseId | null, facts: Facts, inputs: Partial<Inputs> = {}, from: Json = null) {
  const remedy = REMEDIES.find((one) => one.id === id);
  if (!remedy) throw new Error(`there is no remedy ${id}`);
  return said(
    remedy.propose({ root: cause === null ? null : root(cause), facts, inputs: { ...NONE, ...inputs } }),
    from,
  );
}
const DENIED = 'marketplace-subscription-denied';
const FORM = '{"companyName":"Example"}';
const AGREE = ['bedrock.model-agreement', { model: HAIKU }, { accepted: true }];
const state = (agreement: string): Given => [[availability as Probe, { agreement }]];
const form = (needed: boolean, submitted: boolean): Given => [[useCaseForm as Probe, { needed, submitted }]];

describe('accept-agreement', () => {
  test('accepts what is not there, and puts the form in first where it is wanted', () => {
    expect(proposed('accept-agreement', DENIED, factsOf())).toEqual({ consent: 'terms', does: [AGREE] });
    expect(proposed('accept-agreement', DENIED, factsOf(state('ERROR')))).toEqual({ consent: 'terms', does: [AGREE] });
    expect(proposed('accept-agreement', DENIED, without(availability, factsOf()))).toMatchObject({ does: [AGREE] });
    expect(proposed('accept-agreement', DENIED, factsOf(form(true, false)))).toBe('needs use-case');
    const put = ['bedrock.use-case-form', { provider: 'Anthropic' }, FORM];
    const both = factsOf(form(true, false));
    expect(proposed('accept-agreement', DENIED, both, { form: FORM })).toEqual({
      consent: 'terms',
      does: [put, AGREE],
    });
    const signed = factsOf([...form(true, false), ...state('AVAILABLE')]);
    expect(proposed('accept-agreement', 'use-case-form-missing', signed, { form: FORM })).toMatchObject({
      does: [put],
    });
    expect(proposed('accept-agreement', DENIED, factsOf(form(false, false)))).toMatchObject({ does: [AGREE] });
  });
  test('leaves the form that is there as it is', () => {
    const facts = factsOf([...form(true, false), ...state('AVAILABLE')]);
    expect(proposed('accept-agreement', DENIED, facts, { form: FORM }, 'theirs')).toMatchObject({
      does: [['bedrock.use-case-form', { provider: 'Anthropic' }, 'theirs']],
    });
  });
  test('accepts nothing twice, nothing for a provider without terms, nothing of a model that is not known', () => {
    for (const agreement of ['AVAILABLE', 'PENDING'])
      expect(proposed('accept-agreement', DENIED, factsOf(state(agreement)))).toMatch(
        /is there already, and so is the form/,
      );
    expect(proposed('accept-agreement', null, factsOf([...state('AVAILABLE'), ...form(false, false)]))).toMatch(
      /is there already; option 1 cannot fix this\.$/,
    );
    const nova = factsOf([[model as Probe, { reference: parseModel('amazon.nova-lite-v1:0'), source }]]);
    expect(proposed('accept-agreement', DENIED, nova)).toMatch('is there already');
    expect(proposed('accept-agreement', DENIED, without(model, factsOf()))).toMatch('base model is not known');
  });
});

const POLICY = 'BedrockMarketplaceAccess';
const policyOf = (proposal: unknown): { readonly key: unknown; readonly statements: readonly Json[] } => {
  const [[, key, text] = []] = (proposal as { does?: [string, unknown, string][] }).does ?? [];
  return { key, statements: (JSON.parse(text ?? '{}') as { Statement: Json[] }).Statement };
};
const GUIDE = {
  Effect: 'Allow',
  Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'],
  Resource: '*',
};

describe('a grant', () => {
  test('is the guide’s document, that of the product, or both of a temporary one, in the policy of the role or user', () => {
    expect(proposed('put-role-policy', DENIED, factsOf())).toEqual({
      consent: 'change',
      does: [
        [
          'iam.role-inline-policy',
          { role: 'poet', policy: POLICY },
          JSON.stringify({ Version: '2012-10-17', Statement: [GUIDE] }),
        ],
      ],
    });
    expect(policyOf(proposed('grant-model', DENIED, factsOf())).statements).toMatchObject([
      {
        Action: 'aws-marketplace:Subscribe',
        Condition: {
          'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': [expect.stringMatching(/^prod-/)] },
          StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' },
        },
      },
      { Action: 'aws-marketplace:ViewSubscriptions' },
    ]);
    expect(proposed('grant-temporary', DENIED, factsOf())).toMatchObject({ consent: 'terms' });
    const user = factsOf([
      [principal as Probe, { kind: 'user', name: 'ann', arn: `arn:aws:iam::${ACCOUNT}:user/ann` }],
    ]);
    expect(policyOf(proposed('put-role-policy', DENIED, user)).key).toEqual({ user: 'ann', policy: POLICY });
  });
  test('adds to what stands there, and changes nothing where it stands', () => {
    const other = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const with_ = (...statements: readonly Json[]): string =>
      JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: statements });
    const put = (from: string) =>
      (proposed('put-role-policy', DENIED, factsOf(), {}, from) as { does: [[string, Json, string]] }).does[0][2];
    expect(JSON.parse(put(with_(other)))).toEqual({ Version: '2012-10-17', Id: 'x', Statement: [other, GUIDE] });
    const same = with_({ ...GUIDE, Action: [...GUIDE.Action].reverse() });
    expect(put(same)).toBe(same);
    expect(JSON.parse(merged(JSON.stringify({ Statement: other }), { Statement: GUIDE }, 'p') ?? '')).toEqual({
      Statement: [other, GUIDE],
    });
    expect(() => put('{')).toThrow('BedrockMarketplaceAccess is no valid JSON');
  });
  test('is not made where the policies would be too long, which the one that it replaces does not count for', () => {
    const inline = (name: string, length: number) => [{ name, text: 'x'.repeat(length) }];
    const put = (policies: unknown) => () =>
      proposed('put-role-policy', DENIED, factsOf([[rolePolicies as Probe, policies]]));
    expect(put({ inline: inline('Other', 10_240) })).toThrow('the 10240 characters IAM allows');
    expect(put({ inline: inline(POLICY, 10_240) })).not.toThrow();
    const ann = [principal as Probe, { kind: 'user', name: 'ann', arn: `arn:aws:iam::${ACCOUNT}:user/ann` }] as const;
    const facts = factsOf([ann, [userPolicies as Probe, { inline: inline('Other', 2_048) }]]);
    expect(() => proposed('put-role-policy', DENIED, facts)).toThrow('the 2048 characters IAM allows');
    // White space does not count, and the limit itself is allowed.
    expect(tooLong('user', ['a '.repeat(2_000)], 'b'.repeat(48))).toBeNull();
    expect(tooLong('user', ['a '.repeat(2_000)], 'b'.repeat(49))).toBe(2_048);
    expect(tooLong('role', [], 'b'.repeat(10_241))).toBe(10_240);
  });
  test.each([
    ['nobody is known', 'put-role-policy', DENIED, without(principal, factsOf()), 'pass --role or --user'],
    ['the cause is another', 'put-role-policy', 'model-not-in-region', factsOf(), 'No grant fixes'],
    ['the grant is another', 'put-role-policy', 'invoke-not-allowed', factsOf(), '--grant invoke does'],
    ['the grant is another, too', 'grant-invoke', DENIED, factsOf(), '--grant guide does'],
    ['nothing makes the call', 'grant-temporary', DENIED, without(lambdaFunction, factsOf()), 'needs one call as poet'],
    ['the model is not known', 'grant-model', DENIED, without(model, factsOf()), 'pass --model'],
    [
      'the product is not known',
      'grant-model',
      DENIED,
      factsOf([[model as Probe, { reference: parseModel('anthropic.claude-99'), source }]]),
      'cannot be limited',
    ],
  ] as const)('is refused where %s', (_what, id, cause, facts, words) => {
    expect(proposed(id, cause, facts)).toMatch(words);
  });
  test('of the guide needs no model, and a temporary one no product', () => {
    expect(policyOf(proposed('put-role-policy', DENIED, without(model, factsOf()))).statements).toEqual([GUIDE]);
    const unknown = factsOf([[model as Probe, { reference: parseModel('anthropic.claude-99'), source }]]);
    expect(policyOf(proposed('grant-temporary', DENIED, unknown)).statements).toEqual([GUIDE]);
  });
});

describe('what stands against a grant', () => {
  const against = (purpose: string, layer: string | null, decision = 'denied'): Facts =>
    factsOf([[decisions as Probe, { decided: [{ purpose, action: 'the:Action', decision, layer }] }]]);
  test.each([
    ['subscribe', 'explicit', DENIED, 'a policy explicitly denies the:Action'],
    ['subscribe', 'scp', DENIED, 'a service control policy denies the:Action'],
    ['subscribe', 'boundary', DENIED, 'the permissions boundary does not allow the:Action'],
    ['invoke', 'scp', 'invoke-not-allowed', 'a service control policy denies the:Action'],
    ['subscribe', 'identity', DENIED, null],
    // Of another grant's matter nothing is said.
    ['invoke', 'scp', DENIED, null],
    ['subscribe', 'scp', 'invoke-not-allowed', null],
  ] as const)('%s denied by %s: %s', (purpose, layer, cause, words) => {
    const why = refusalOf(cause, against(purpose, layer));
    if (words === null) expect(why).toBeNull();
    else expect(why).toContain(words);
    expect(refusalOf(cause, against(purpose, layer, 'unknown'))).toBeNull();
  });
  test('each cause has one grant, or none', () => {
    expect([DENIED, 'bearer-token-rejected', 'denied-by-scp'].map((cause) => grantFor(cause as CauseId))).toEqual([
      'guide',
      'invoke',
      null,
    ]);
  });
});

describe('who may not be changed', () => {
  const holder = (who: object, more: Given = []) => {
    const facts = factsOf([[principal as Probe, { ...ROLE, ...who }], ...more]);
    const found = holderOf(facts);
    if (!found) throw new Error('nobody');
    return { found, why: protectedPrincipal(found, facts) };
  };
  const tagged = (key: string, value: string) =>
    holder({ arn: 'arn:aws:iam::999999999999:role/poet' }, [[role as Probe, { path: '/', tags: [{ key, value }] }]]);
  test('root, AWS’s own roles, Identity Center’s by path or name, and other accounts’', () => {
    expect(holder({}).why).toBeNull();
    expect(holder({ kind: 'root' }).why).toMatch('root user');
    expect(holder({ arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x/poet` }).why).toMatch('service-linked');
    expect(holder({ arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/x/poet` }).why).toMatch('permission set poet');
    expect(holder({ name: 'AWSReservedSSO_Dev_0123456789abcdef' }).why).toMatch('permission set Dev ');
    expect(holder({}, [[role as Probe, { path: '/aws-service-role/x/', tags: [] }]]).why).toMatch('service-linked');
    expect(holder({ arn: 'arn:aws:iam::999999999999:role/poet' }).why).toMatch(
      /change it there, with --profile or --assume-role\.$/,
    );
    expect(holder({ arn: null }).why).toBeNull();
    expect(holder({ arn: `arn:aws:iam::${ACCOUNT}:user/team/ann`, kind: 'user' }).found.path).toBe('/team/');
  });
  test.each([
    ['aws:cloudformation:stack-name', 'poems', 'the stack poems'],
    ['aws:cloudformation:stack-name', 'StackSet-base-1', 'the StackSet behind StackSet-base-1'],
    ['terraform', 'yes', 'the Terraform state that its tag terraform names (yes)'],
    ['ManagedBy', 'Terraform Cloud', 'the Terraform state that its tag ManagedBy names (Terraform Cloud)'],
    ['managed-by', 'pulumi', null],
    ['my-aws:cloudformation:stack-name', 'poems', null],
    ['owner', 'terraform team', null],
  ] as const)('the place that its tag %s=%s tells', (key, value, place) => {
    const { found, why } = tagged(key, value);
    expect(keptElsewhere(found)).toEqual(place === null ? null : expect.stringContaining(place));
    if (place === null) expect(why).not.toMatch(', or in');
    else expect(why).toContain(`, or in ${place}.`);
  });
});

describe('what is offered', () => {
  const ids = (cause: CauseId, facts: Facts, inputs: Partial<Inputs> = {}) =>
    offersFor({ root: root(cause), facts, inputs: { ...NONE, ...inputs } }).map(({ remedy }) => remedy.id);
  test('all that fixes the cause, safest first; without a function neither template nor temporary grant', () => {
    expect(ids(DENIED, factsOf())).toEqual([
      'accept-agreement',
      'grant-temporary',
      'edit-template',
      'grant-model',
      'put-role-policy',
    ]);
    expect(ids(DENIED, without(lambdaFunction, factsOf()))).toEqual([
      'accept-agreement',
      'grant-model',
      'put-role-policy',
    ]);
    expect(ids('invoke-not-allowed', factsOf())).toEqual(['edit-template', 'grant-invoke']);
    expect(ids('denied-by-scp', factsOf())).toEqual([]);
    expect(ids(DENIED, factsOf(), { grant: 'temporary' satisfies Grant })).not.toContain('edit-template');
  });
  test('the account’s side fixes what a finding explains, the others only the cause itself', () => {
    const pending = root('model-end-of-life', [DENIED]);
    expect(REMEDIES.filter((remedy) => fixesRoot(remedy, pending)).map(({ id }) => id)).toEqual([
      'accept-agreement',
      'replace-model',
    ]);
  });
  test('another model only where one is known, whose choice is the user’s', () => {
    const one = { id: 'x.y', price: 'about the price', residency: null };
    const facts = factsOf([
      [replacements as Probe, [one, { ...one, id: 'b', price: null }, { ...one, id: 'c' }, { ...one, id: 'd' }]],
    ]);
    expect(ids('model-end-of-life', factsOf())).toEqual([]);
    const [remedy] = reportRemedies(root('model-end-of-life'), facts);
    expect(remedy).toMatchObject({ id: 'replace-model', automatic: false });
    expect(remedy?.steps[0]).toMatch('have x.y (about the price), b, c (about the price).');
  });
  test('the report: what is done by hand, waited for, or by whom', () => {
    expect(reportRemedies(root('denied-by-scp'), factsOf())).toMatchObject([
      { id: 'by-hand', command: null, automatic: false },
    ]);
    // Of an application that verify does not call by itself, nothing waits.
    expect(reportRemedies(root('propagation-pending'), factsOf())).toMatchObject([
      { id: 'wait', command: 'bedrock-doctor diagnose', title: 'Wait some minutes, and look again.' },
    ]);
    const theirs = without(
      lambdaFunction,
      factsOf([[principal as Probe, { ...ROLE, arn: 'arn:aws:iam::999999999999:role/poet' }]]),
    );
    expect(reportRemedies(root('invoke-not-allowed'), theirs)).toMatchObject([
      { id: 'by-hand', owner: 'account-admin', title: expect.stringContaining('999999999999') },
    ]);
    expect(reportRemedies(root('denied-by-scp'), theirs)[0]?.title).not.toContain('999999999999');
    const [accept, , template] = reportRemedies(root(DENIED), factsOf(form(true, false)));
    expect(accept).toMatchObject({ automatic: true, steps: [expect.stringContaining('--use-case')] });
    expect(template).toMatchObject({ id: 'edit-template', automatic: true, steps: [] });
  });
});
