import {
  ACCOUNT,
  allow,
  allowed,
  BASIC,
  BOUNDARY,
  broken,
  byOrganization,
  call,
  deny,
  FUNCTION,
  GUIDE_STATEMENT,
  HEALTHY,
  INVOKES,
  lambda,
  logged,
  MODEL_ARN,
  NO_AGREEMENT,
  OK,
  of,
  policy,
  SAYS,
  SEOUL,
  SUBSCRIBE_STATEMENT,
  SUBSCRIBES,
  success,
  UNDETERMINED,
  withRole,
} from '../base.ts';
import type { Case, Rule, World } from '../world.ts';

const bounded = (
  document: unknown,
  simulator: readonly Rule[],
  inline: object = policy(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT),
): Partial<World> => ({
  ...withRole({ boundary: BOUNDARY, inline: { a: inline } }, simulator),
  managed: { ...HEALTHY.managed, [BOUNDARY]: document },
});
const beyond = (action: string): Rule => ({ action, decision: 'implicitDeny', boundary: false });
const within = (action: string): Rule => ({ action, decision: 'allowed', boundary: true });
const explicitly = (action: string): Rule => ({ action, decision: 'explicitDeny', policy: 'guard' });
const NO_SIMULATOR: Partial<World> = { cannot: ['iam:Simulate*'] };
const inline = (...statements: readonly object[]) => ({ inline: { a: policy(...statements) } });
const said = (why: string, more: { action?: string; resource?: string; principal?: string } = {}) =>
  logged(call(90, SAYS.denied(why, more)));
const INVOKE_ANYTHING = allow('bedrock:InvokeModel', '*');

/** What policies of every layer do. */
export const POLICY: readonly Case[] = [
  of(
    'a role without any grant',
    withRole({ inline: {}, attached: [BASIC] }, []),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a role without any policy at all',
    withRole({ inline: {}, attached: [] }, []),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'the same, in AWS’s words',
    { ...withRole({ inline: {} }, []), ...said(SAYS.noIdentity()) },
    broken('invoke-not-allowed', 'observed'),
  ),
  of(
    'no grant and no agreement',
    { ...withRole({ inline: {} }, []), ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced', { others: ['invoke-not-allowed'] }),
  ),
  of(
    'no grant and no agreement, refused for the grant',
    { ...withRole({ inline: {} }, []), ...NO_AGREEMENT, ...said(SAYS.noIdentity()) },
    broken('invoke-not-allowed', 'observed', { others: ['marketplace-subscription-denied'] }),
  ),
  of('a grant that came after the refusal', said(SAYS.noIdentity()), { exit: [5], root: 'propagation-pending' }),
  of(
    'a grant of another Region',
    withRole(inline(allow('bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/*')), [
      allowed('bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1*'),
    ]),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a grant of the stream alone',
    withRole(inline(allow('bedrock:InvokeModelWithResponseStream', '*')), [
      allowed('bedrock:InvokeModelWithResponseStream'),
    ]),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a grant in a managed policy',
    {
      ...withRole({ inline: {}, attached: [BASIC, `arn:aws:iam::${ACCOUNT}:policy/invoke`] }, [INVOKES]),
      managed: { ...HEALTHY.managed, [`arn:aws:iam::${ACCOUNT}:policy/invoke`]: policy(GUIDE_STATEMENT) },
    },
    OK,
  ),
  of(
    'the stream is refused',
    {
      ...said(SAYS.noIdentity('bedrock:InvokeModelWithResponseStream'), {
        action: 'bedrock:InvokeModelWithResponseStream',
      }),
      ...withRole(inline(allow('bedrock:InvokeModel', '*')), [allowed('bedrock:InvokeModel')]),
    },
    broken('invoke-stream-not-allowed', 'observed'),
  ),
  of(
    'a Deny in a policy of the role',
    withRole({ inline: { a: policy(GUIDE_STATEMENT), guard: policy(deny('bedrock:*', '*')) } }, [
      explicitly('bedrock:*'),
    ]),
    broken('denied-explicitly', 'deduced'),
  ),
  of(
    'the same, in AWS’s words',
    {
      ...withRole({ inline: { a: policy(GUIDE_STATEMENT), guard: policy(deny('bedrock:*', '*')) } }, [
        explicitly('bedrock:*'),
      ]),
      ...said('with an explicit deny in an identity-based policy'),
    },
    broken('denied-explicitly', 'observed'),
  ),
  of(
    'the same, the newer wording',
    {
      ...withRole({ inline: { guard: policy(deny('bedrock:*', '*')) } }, [explicitly('bedrock:*')]),
      ...said(`with an explicit deny in an identity-based policy: arn:aws:iam::${ACCOUNT}:policy/guard`),
    },
    broken('denied-explicitly', 'observed'),
  ),
  of(
    'a Deny, and the agreement is missing: first the agreement',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: { a: policy(GUIDE_STATEMENT), guard: policy(deny('bedrock:InvokeModel', '*')) } }, [
        explicitly('bedrock:*'),
      ]),
    },
    broken('marketplace-subscription-denied', 'deduced', { others: ['denied-explicitly'] }),
  ),
  of(
    'a Deny and a boundary: the Deny comes first',
    bounded(
      policy(allow('s3:*', '*')),
      [{ action: 'bedrock:*', decision: 'explicitDeny', boundary: false, policy: 'a' }],
      policy(GUIDE_STATEMENT, deny('bedrock:*', '*')),
    ),
    broken('denied-explicitly', 'deduced'),
  ),
  of(
    'a boundary that knows nothing of Bedrock',
    bounded(policy(allow(['s3:*', 'logs:*'], '*')), [beyond('bedrock:*'), beyond('aws-marketplace:*')]),
    broken('denied-by-boundary', 'deduced'),
  ),
  of(
    'the same, and only the policies can be read',
    { ...bounded(policy(allow(['s3:*', 'logs:*'], '*')), []), ...NO_SIMULATOR },
    broken('denied-by-boundary', 'deduced'),
  ),
  of(
    'the same, in AWS’s words',
    {
      ...bounded(policy(allow(['s3:*', 'logs:*'], '*')), [beyond('bedrock:*')]),
      ...said('because no permissions boundary allows the bedrock:InvokeModel action'),
    },
    broken('denied-by-boundary', 'observed'),
  ),
  of('a boundary that allows Bedrock', bounded(policy(allow(['bedrock:*', 'logs:*'], '*')), [within('bedrock:*')]), OK),
  of(
    'a boundary against the subscription',
    {
      ...NO_AGREEMENT,
      ...bounded(policy(allow('bedrock:*', '*')), [within('bedrock:*'), beyond('aws-marketplace:*')]),
    },
    broken('denied-by-boundary', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'the same, and only the policies can be read',
    { ...NO_AGREEMENT, ...bounded(policy(allow('bedrock:*', '*')), []), ...NO_SIMULATOR },
    broken('denied-by-boundary', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'a boundary against the subscription, with the agreement',
    bounded(policy(allow('bedrock:*', '*')), [within('bedrock:*'), beyond('aws-marketplace:*')]),
    OK,
  ),
  of(
    'a boundary whose document may not be read',
    {
      ...bounded(policy(allow(['s3:*'], '*')), [beyond('bedrock:*')]),
      cannot: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    },
    broken('denied-by-boundary', 'deduced'),
  ),
  of(
    'an organization that denies Bedrock',
    { simulator: [byOrganization('bedrock:*')] },
    broken('denied-by-scp', 'deduced'),
  ),
  of(
    'an organization that does not allow Bedrock',
    { simulator: [{ action: 'bedrock:*', decision: 'implicitDeny', organization: false }] },
    broken('denied-by-scp', 'deduced'),
  ),
  of(
    'the same, nested in the answer',
    { simulator: [byOrganization('bedrock:*')], simulatorNests: true },
    broken('denied-by-scp', 'deduced'),
  ),
  of(
    'an organization that the simulator does not see',
    said('with an explicit deny in a service control policy'),
    broken('denied-by-scp', 'observed'),
  ),
  of(
    'the same, the newer wording',
    said(
      'with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-aa111bb222/service_control_policy/p-1a2b3c4d',
    ),
    broken('denied-by-scp', 'observed'),
  ),
  of(
    'an organization against the subscription',
    {
      ...NO_AGREEMENT,
      ...withRole(inline(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT), [INVOKES, byOrganization('aws-marketplace:*')]),
    },
    broken('denied-by-scp', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'an organization against Subscribe alone',
    {
      ...NO_AGREEMENT,
      ...withRole(inline(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT), [
        INVOKES,
        byOrganization('aws-marketplace:Subscribe'),
        SUBSCRIBES,
      ]),
    },
    broken('denied-by-scp', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'an organization against the subscription of a role that has no grant either',
    { ...NO_AGREEMENT, simulator: [INVOKES, byOrganization('aws-marketplace:*')] },
    broken('denied-by-scp', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'an organization against the subscription, AWS naming the missing actions',
    {
      ...NO_AGREEMENT,
      ...withRole(inline(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT), [INVOKES, byOrganization('aws-marketplace:*')]),
      ...logged(call(60, SAYS.marketplace(2))),
    },
    broken('denied-by-scp', undefined, { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'an organization against the subscription, and the agreement is there',
    { simulator: [INVOKES, byOrganization('aws-marketplace:*')] },
    OK,
  ),
  of(
    'a Deny against the subscription',
    {
      ...NO_AGREEMENT,
      ...withRole(
        { inline: { a: policy(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT), guard: policy(deny('aws-marketplace:*', '*')) } },
        [INVOKES, explicitly('aws-marketplace:*')],
      ),
    },
    broken('denied-explicitly', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'the same, and only the policies can be read',
    {
      ...NO_AGREEMENT,
      ...withRole(
        { inline: { a: policy(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT), guard: policy(deny('aws-marketplace:*', '*')) } },
        [],
      ),
      ...NO_SIMULATOR,
    },
    broken('denied-explicitly', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'a Deny against the subscription, with the agreement',
    withRole({ inline: { a: policy(GUIDE_STATEMENT), guard: policy(deny('aws-marketplace:*', '*')) } }, [
      INVOKES,
      explicitly('aws-marketplace:*'),
    ]),
    OK,
  ),
  of(
    'no form, and an organization against the subscription: the form comes first',
    { ...NO_AGREEMENT, form: false, simulator: [INVOKES, byOrganization('aws-marketplace:*')] },
    broken('use-case-form-missing', 'deduced', { others: ['denied-by-scp', 'marketplace-subscription-denied'] }),
  ),
  of(
    'a resource control policy',
    said('with an explicit deny in a resource control policy'),
    broken('denied-by-rcp', 'observed'),
  ),
  of(
    'a session policy',
    said('because no session policy allows the bedrock:InvokeModel action'),
    broken('denied-by-session-policy', 'observed'),
  ),
  of(
    'a VPC endpoint',
    said('because no VPC endpoint policy allows the bedrock:InvokeModel action'),
    broken('denied-by-vpc-endpoint', 'observed'),
  ),
  of(
    'a VPC endpoint, forty minutes ago, and nothing since',
    logged(call(2400, SAYS.denied('because no VPC endpoint policy allows the bedrock:InvokeModel action'))),
    broken('denied-by-vpc-endpoint', 'observed'),
  ),
  of(
    'a VPC endpoint, and a success since',
    logged(call(600, SAYS.denied('because no VPC endpoint policy allows the bedrock:InvokeModel action')), success(60)),
    OK,
  ),
  of(
    'a guardrail',
    said(SAYS.noIdentity('bedrock:ApplyGuardrail'), {
      action: 'bedrock:ApplyGuardrail',
      resource: `arn:aws:bedrock:${SEOUL}:${ACCOUNT}:guardrail/a1b2c3d4e5f6`,
    }),
    broken('guardrail-not-allowed', 'observed'),
  ),
  of(
    'a key',
    said(SAYS.noIdentity('kms:Decrypt'), {
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:${SEOUL}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    }),
    broken('kms-denied', 'observed'),
  ),
  of(
    'a profile that is refused by name',
    said(SAYS.noIdentity(), {
      resource: `arn:aws:bedrock:${SEOUL}:${ACCOUNT}:inference-profile/apac.anthropic.claude-3-haiku-20240307-v1:0`,
    }),
    { exit: [1, 5], root: ['invoke-profile-not-allowed', 'propagation-pending'] },
  ),
  of(
    'a denial of another service is none of Bedrock’s',
    {
      ...logged(
        call(
          90,
          'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ap-northeast-2:123456789012:table/poems because no identity-based policy allows the dynamodb:PutItem action',
        ),
        success(30),
      ),
    },
    OK,
  ),
  of(
    'lower-case actions and a wildcard',
    withRole(inline({ Effect: 'Allow', Action: 'BEDROCK:invoke*', Resource: '*' }), [INVOKES]),
    OK,
  ),
  of(
    'one statement without a list',
    withRole({ inline: { a: { Version: '2012-10-17', Statement: INVOKE_ANYTHING } } }, [INVOKES]),
    OK,
  ),
  of(
    'NotAction, and only the policies can be read',
    { ...withRole(inline({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), []), ...NO_SIMULATOR },
    UNDETERMINED,
  ),
  of(
    'a NotResource that leaves this model out',
    {
      ...withRole(inline({ Effect: 'Allow', Action: 'bedrock:InvokeModel', NotResource: MODEL_ARN }), []),
      ...NO_SIMULATOR,
    },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a grant on condition of the Region, which is this one',
    withRole(
      inline(allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': SEOUL } } })),
      [INVOKES],
    ),
    OK,
  ),
  of(
    'a grant on condition of another Region',
    withRole(
      inline(
        allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
      ),
      [],
    ),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a grant to an organization that nobody knows',
    withRole(
      inline(
        allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-aa111bb222' } } }),
      ),
      [{ action: 'bedrock:InvokeModel', decision: 'implicitDeny', missing: ['aws:PrincipalOrgID'] }],
    ),
    UNDETERMINED,
  ),
  of(
    'the same, and only the simulator may be asked',
    {
      ...withRole(
        inline(
          allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-aa111bb222' } } }),
        ),
        [{ action: 'bedrock:InvokeModel', decision: 'implicitDeny', missing: ['aws:PrincipalOrgID'] }],
      ),
      cannot: ['iam:Get*', 'iam:List*'],
    },
    UNDETERMINED,
  ),
  of(
    'a Deny of addresses that nobody knows',
    withRole(
      inline(
        INVOKE_ANYTHING,
        deny('bedrock:InvokeModel', '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      ),
      [{ action: 'bedrock:InvokeModel', decision: 'explicitDeny', missing: ['aws:SourceIp'], policy: 'a' }],
    ),
    UNDETERMINED,
  ),
  of(
    'the same, and a fresh success',
    {
      ...withRole(
        inline(
          INVOKE_ANYTHING,
          deny('bedrock:InvokeModel', '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
        ),
        [{ action: 'bedrock:InvokeModel', decision: 'explicitDeny', missing: ['aws:SourceIp'], policy: 'a' }],
      ),
      ...logged(success(60)),
    },
    OK,
  ),
  of(
    'a grant through an endpoint, to a function outside any VPC',
    withRole(
      inline(allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } } })),
      [{ action: 'bedrock:InvokeModel', decision: 'implicitDeny', missing: ['aws:SourceVpc'] }],
    ),
    { exit: [1, 3], root: ['invoke-not-allowed', null] },
  ),
  of(
    'a grant through an endpoint, to a function in a VPC',
    {
      ...withRole(
        inline(allow('bedrock:InvokeModel', '*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } } })),
        [{ action: 'bedrock:InvokeModel', decision: 'implicitDeny', missing: ['aws:SourceVpc'] }],
      ),
      functions: {
        [FUNCTION]: lambda({
          VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: 'vpc-1a2b3c4d' },
        }),
      },
    },
    UNDETERMINED,
  ),
  of(
    'a policy that cannot be parsed, and the simulator',
    withRole({ inline: { a: policy(GUIDE_STATEMENT), b: '{"Version":' } }, [INVOKES]),
    { exit: [0, 3], root: null },
  ),
];
