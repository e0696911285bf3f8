import {
  ACCOUNT,
  allow,
  broken,
  call,
  FUNCTION,
  GROUP,
  GUIDE_STATEMENT,
  HAIKU,
  HEALTHY,
  INVOKES,
  lambda,
  logged,
  NO_AGREEMENT,
  OK,
  of,
  pending,
  policy,
  ROLE,
  role,
  SAYS,
  SEOUL,
  success,
  UNDETERMINED,
  withRole,
} from '../base.ts';
import type { Case, LogEvent, World } from '../world.ts';

const without = (...cannot: readonly string[]): Partial<World> => ({ cannot });
const IAM_CLOSED = without('iam:*');
const POLICIES_CLOSED = without('iam:Get*', 'iam:List*');
const OTHER_MODEL = 'anthropic.claude-3-sonnet-20240229-v1:0';
const noise = (count: number, from: number): readonly LogEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    ago: from - index / 100,
    message: `2026-11-24T23:00:00.000Z\tn-${index}\tINFO\t[Poetry] nothing of interest ${index}\n`,
    stream: `s-${index % 5}`,
  }));
const failing = (action: string, status: number, code: string): Partial<World> => ({
  faults: { [action]: { status, code, message: 'We encountered an internal error. Please try again.' } },
});

/** What could not be read, what does not count, and the shapes of answers. */
export const BLIND: readonly Case[] = [
  of('the simulator is closed, all policies are well', without('iam:Simulate*'), {
    ...UNDETERMINED,
    reasons: ['iam:SimulatePrincipalPolicy'],
  }),
  of('the simulator is closed, and a fresh success', { ...without('iam:Simulate*'), ...logged(success(60)) }, OK),
  of(
    'the simulator is closed, and the policies lack the grant',
    { ...withRole({ inline: {} }, []), cannot: ['iam:Simulate*'] },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'the simulator is closed, and the agreement is missing',
    { ...NO_AGREEMENT, cannot: ['iam:Simulate*'] },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('the policies are closed, the simulator answers', POLICIES_CLOSED, OK),
  of(
    'the policies are closed, the simulator says no',
    { ...POLICIES_CLOSED, simulator: [] },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'the policies are closed, and the agreement is missing',
    { ...NO_AGREEMENT, ...POLICIES_CLOSED },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('IAM is closed', IAM_CLOSED, { ...UNDETERMINED, reasons: ['iam:'] }),
  of('IAM is closed, and a fresh success', { ...IAM_CLOSED, ...logged(success(60)) }, OK),
  of(
    'IAM is closed, and a success older than an unexplained refusal',
    { ...IAM_CLOSED, ...logged(success(600), call(60, 'AccessDeniedException')) },
    { exit: [1, 3], root: ['unknown', null] },
  ),
  of(
    'IAM is closed, a fresh success, and no agreement',
    { ...IAM_CLOSED, ...NO_AGREEMENT, ...logged(success(60)) },
    { exit: 3, verdict: 'undetermined' },
  ),
  of(
    'IAM is closed, and AWS says why',
    { ...IAM_CLOSED, ...NO_AGREEMENT, ...logged(call(60, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed'),
  ),
  of('IAM is closed, and no form', { ...IAM_CLOSED, form: false }, broken('use-case-form-missing', 'deduced')),
  of(
    'IAM is closed, and the subscription is pending',
    {
      ...IAM_CLOSED,
      availability: {
        [HAIKU]: {
          agreement: 'PENDING',
          authorization: 'AUTHORIZED',
          entitlement: 'NOT_AVAILABLE',
          region: 'AVAILABLE',
        },
      },
    },
    pending('marketplace-subscription-pending', 'deduced'),
  ),
  of('the log is closed', without('logs:*'), { ...UNDETERMINED, reasons: ['logs:FilterLogEvents'] }),
  of(
    'the log is closed, and the agreement is missing',
    { ...NO_AGREEMENT, cannot: ['logs:*'] },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('the availability is closed', without('bedrock:GetFoundationModelAvailability'), {
    ...UNDETERMINED,
    reasons: ['bedrock:GetFoundationModelAvailability'],
  }),
  of(
    'the availability is closed, and a fresh success',
    { ...without('bedrock:GetFoundationModelAvailability'), ...logged(success(60)) },
    { exit: 3, verdict: 'undetermined' },
  ),
  of('the form is closed', without('bedrock:GetUseCaseForModelAccess'), {
    ...UNDETERMINED,
    reasons: ['bedrock:GetUseCaseForModelAccess'],
  }),
  of(
    'the form is closed, and a fresh success',
    { ...without('bedrock:GetUseCaseForModelAccess'), ...logged(success(60)) },
    OK,
  ),
  of(
    'the form is closed, and AWS asks for it',
    { ...without('bedrock:GetUseCaseForModelAccess'), ...logged(call(60, SAYS.form)) },
    broken('use-case-form-missing', 'observed', { wait: 15 }),
  ),
  of('the model is closed', without('bedrock:GetFoundationModel'), {
    ...UNDETERMINED,
    reasons: ['bedrock:GetFoundationModel'],
  }),
  of(
    'the model is closed, and a fresh success',
    { ...without('bedrock:GetFoundationModel'), ...logged(success(60)) },
    OK,
  ),
  of(
    'the whole of Bedrock is closed, and AWS says why in the log',
    { ...without('bedrock:*'), ...logged(call(60, SAYS.gated)) },
    broken('model-gated', 'observed'),
  ),
  of(
    'only the log can be read, by the name of the function',
    { cannot: ['iam:*', 'cloudformation:*', 'bedrock:*'], ...logged(call(60, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed'),
    { args: ['--function', FUNCTION] },
  ),
  of(
    'only the log can be read, by its name',
    { cannot: ['iam:*', 'cloudformation:*', 'lambda:*', 'bedrock:*'], ...logged(call(60, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed'),
    { args: ['--log-group', GROUP] },
  ),
  of(
    'GetFoundationModel answers 500',
    failing('bedrock:GetFoundationModel', 500, 'InternalServerException'),
    UNDETERMINED,
  ),
  of(
    'the availability answers 503',
    failing('bedrock:GetFoundationModelAvailability', 503, 'ServiceUnavailableException'),
    UNDETERMINED,
  ),
  of(
    'the form answers 500: that is not “no form”',
    failing('bedrock:GetUseCaseForModelAccess', 500, 'InternalServerException'),
    UNDETERMINED,
  ),
  of(
    'the form is throttled: that is not “no form”',
    failing('bedrock:GetUseCaseForModelAccess', 429, 'ThrottlingException'),
    UNDETERMINED,
  ),
  of(
    'the simulator is throttled, all else is well',
    failing('iam:SimulatePrincipalPolicy', 400, 'Throttling'),
    UNDETERMINED,
  ),
  of('the log is throttled', failing('logs:FilterLogEvents', 400, 'ThrottlingException'), UNDETERMINED),
  of(
    'the availability fails, and the role has no grant',
    {
      ...failing('bedrock:GetFoundationModelAvailability', 500, 'InternalServerException'),
      ...withRole({ inline: {} }, []),
    },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of('no log group at all', { logs: {} }, OK),
  of(
    'no log group, and the agreement is missing',
    { logs: {}, ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'a log group of its own name',
    {
      functions: { [FUNCTION]: lambda({ LoggingConfig: { LogFormat: 'JSON', LogGroup: '/team/poetry' } }) },
      logs: { '/team/poetry': call(60, SAYS.gated) },
    },
    broken('model-gated', 'observed'),
  ),
  of('a line of two hours ago', logged(call(7200, SAYS.gated)), OK),
  of('a line of two hours ago, looked for', logged(call(7200, SAYS.gated)), broken('model-gated', 'observed'), {
    args: ['--since', '3h'],
  }),
  of(
    'a refusal of another model',
    logged(
      call(
        60,
        SAYS.denied('with an explicit deny in a service control policy', {
          resource: `arn:aws:bedrock:${SEOUL}::foundation-model/${OTHER_MODEL}`,
        }),
        OTHER_MODEL,
      ),
    ),
    OK,
  ),
  of('an account-side refusal of another model', { ...logged(call(60, SAYS.payment, OTHER_MODEL)) }, OK),
  of(
    'a success of another model proves nothing for this one',
    logged(call(300, SAYS.gated), success(60, OTHER_MODEL)),
    broken('model-gated', 'observed'),
  ),
  of(
    'a refusal of another role',
    logged(
      call(
        60,
        SAYS.denied('with an explicit deny in a service control policy', {
          principal: `arn:aws:sts::${ACCOUNT}:assumed-role/other-role/session`,
        }),
      ),
    ),
    OK,
  ),
  of(
    'two requests at once in two streams, this model refused',
    logged(call(61, SAYS.gated, HAIKU, 'stream-a'), success(60.5, OTHER_MODEL, 'stream-b')),
    broken('model-gated', 'observed'),
  ),
  of(
    'two streams: the newer one succeeds',
    logged(call(300, SAYS.geography, HAIKU, 'stream-a'), success(60, HAIKU, 'stream-b')),
    OK,
  ),
  of(
    'twelve thousand lines, the refusal last',
    { logs: { [GROUP]: [...noise(12_000, 3000), ...call(60, SAYS.gated)] } },
    broken('model-gated', 'observed'),
  ),
  of(
    'twelve thousand lines, a refusal in the middle and a success last',
    { logs: { [GROUP]: [...noise(6_000, 3000), ...call(2000, SAYS.gated), ...noise(6_000, 1500), ...success(60)] } },
    OK,
  ),
  of(
    'pages that are empty in between',
    { logs: { [GROUP]: [...noise(30, 3000), ...call(60, SAYS.gated)] }, pages: { size: 20, empty: true } },
    broken('model-gated', 'observed'),
  ),
  of(
    'small pages, the refusal on the last',
    { logs: { [GROUP]: [...noise(45, 3000), ...call(60, SAYS.gated)] }, pages: { size: 10, empty: false } },
    { ...broken('model-gated', 'observed'), calls: 26 },
  ),
  of(
    'an answer in which much is missing',
    {
      functions: { [FUNCTION]: { FunctionName: FUNCTION, Role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}` } },
      stacks: {
        kiroween: {
          status: 'UPDATE_COMPLETE',
          id: HEALTHY.stacks['kiroween']?.id ?? '',
          outputs: {},
          resources: { PoetryFunction: ['AWS::Lambda::Function', FUNCTION] },
        },
      },
      availability: { [HAIKU]: { agreement: 'AVAILABLE', authorization: 'AUTHORIZED' } },
    },
    OK,
  ),
  of('a nested answer of the simulator', { simulatorNests: true }, OK),
  of(
    'a nested answer of the simulator, and no grant',
    { ...withRole({ inline: {} }, []), simulatorNests: true },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'documents full of what must be encoded',
    withRole(
      {
        inline: {
          'a+b=c@d,e': policy(
            allow('bedrock:InvokeModel', `arn:aws:bedrock:${SEOUL}::foundation-model/anthropic.*`, {
              Sid: 'Größe100%',
            }),
          ),
        },
      },
      [INVOKES],
    ),
    OK,
  ),
  of(
    'the lists that would help are there',
    {
      ...NO_AGREEMENT,
      lists: {
        ListFoundationModels: { modelSummaries: [] },
        ListInferenceProfiles: { inferenceProfileSummaries: [] },
        ListServiceQuotas: { Quotas: [] },
        ListFoundationModelAgreementOffers: { modelId: HAIKU, offers: [] },
        GetAccountDataRetention: { mode: 'default' },
      },
    },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'a role with many policies',
    withRole(
      {
        inline: Object.fromEntries(
          Array.from({ length: 6 }, (_, index) => [
            `p${index}`,
            policy(index === 5 ? GUIDE_STATEMENT : allow('s3:GetObject', '*')),
          ]),
        ),
      },
      [INVOKES],
    ),
    // Each document is a call of its own: there is no reading them together.
    { ...OK, calls: 21 },
  ),
  of(
    'two things at once: dead model, no form',
    {
      form: false,
      models: {
        [HAIKU]: { modelId: HAIKU, modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2026-01-01T00:00:00Z' } },
      },
    },
    broken('model-end-of-life', 'deduced', { others: ['use-case-form-missing'] }),
  ),
  of(
    'roles under another name than SAM gives',
    {
      stacks: {
        kiroween: {
          status: 'CREATE_COMPLETE',
          id: 'arn:aws:cloudformation:x',
          outputs: {},
          resources: { PoetryFunction: ['AWS::Lambda::Function', FUNCTION], Worker: ['AWS::IAM::Role', 'worker-role'] },
        },
      },
      functions: { [FUNCTION]: lambda({ Role: `arn:aws:iam::${ACCOUNT}:role/worker-role` }) },
      roles: { 'worker-role': { ...role(), arn: `arn:aws:iam::${ACCOUNT}:role/worker-role` } },
      ...NO_AGREEMENT,
    },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
];
