import {
  ACCOUNT,
  AGREED,
  allow,
  allowed,
  broken,
  byOrganization,
  call,
  details,
  GUIDE_STATEMENT,
  HAIKU,
  INVOKES,
  inDays,
  logged,
  MODEL_ARN,
  NOT_AGREED,
  OK,
  of,
  policy,
  ROLE,
  role,
  SAYS,
  SEOUL,
  success,
  withRole,
} from '../base.ts';
import type { Case, World } from '../world.ts';

const modelWith = (more: object): Partial<World> => ({ models: { [HAIKU]: details(HAIKU, more) } });
const HAIKU_45 = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const GLOBAL = `global.${HAIKU_45}`;
const GLOBAL_ARN = `arn:aws:bedrock:${SEOUL}:${ACCOUNT}:inference-profile/${GLOBAL}`;
const SOURCE_ARN = `arn:aws:bedrock:${SEOUL}::foundation-model/${HAIKU_45}`;
const NOWHERE_ARN = `arn:aws:bedrock:::foundation-model/${HAIKU_45}`;
const profileOf = (id: string, arn: string, models: readonly string[], type = 'SYSTEM_DEFINED') => ({
  inferenceProfileName: id,
  inferenceProfileArn: arn,
  inferenceProfileId: id,
  models: models.map((modelArn) => ({ modelArn })),
  status: 'ACTIVE',
  type,
});
/** An account whose function uses the global profile of Haiku 4.5, with a role that may invoke these. */
const globally = (...resources: readonly string[]): Partial<World> => ({
  models: { [HAIKU_45]: details(HAIKU_45, { inferenceTypesSupported: ['INFERENCE_PROFILE'] }) },
  availability: { [HAIKU_45]: AGREED },
  profiles: { [GLOBAL]: profileOf(GLOBAL, GLOBAL_ARN, [SOURCE_ARN, NOWHERE_ARN]) },
  ...withRole(
    { inline: { invoke: policy(allow('bedrock:InvokeModel', resources)) } },
    resources.map((resource) => allowed('bedrock:InvokeModel', resource)),
  ),
});
const NOVA = 'amazon.nova-lite-v1:0';
const APAC = `apac.${NOVA}`;
const APAC_ARN = `arn:aws:bedrock:${SEOUL}:${ACCOUNT}:inference-profile/${APAC}`;
const DESTINATIONS = [SEOUL, 'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'].map(
  (region) => `arn:aws:bedrock:${region}::foundation-model/${NOVA}`,
);
const nova = (...resources: readonly string[]): Partial<World> => ({
  models: { [NOVA]: details(NOVA, { inferenceTypesSupported: ['INFERENCE_PROFILE', 'ON_DEMAND'] }) },
  availability: { [NOVA]: { ...AGREED, agreement: 'NOT_AVAILABLE' } },
  form: false,
  profiles: { [APAC]: profileOf(APAC, APAC_ARN, DESTINATIONS) },
  ...withRole(
    { inline: { invoke: policy(allow('bedrock:InvokeModel', resources)) } },
    resources.map((resource) => allowed('bedrock:InvokeModel', resource)),
  ),
});
const OWN = `arn:aws:bedrock:${SEOUL}:${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6`;
const application = (...resources: readonly string[]): Partial<World> => ({
  profiles: { [OWN]: { ...profileOf('a1b2c3d4e5f6', OWN, [MODEL_ARN], 'APPLICATION') } },
  ...withRole(
    { inline: { invoke: policy(allow('bedrock:InvokeModel', resources)) } },
    resources.map((resource) => allowed('bedrock:InvokeModel', resource)),
  ),
});
/** A model of a provider without Marketplace, agreement and form. */
const free = (id: string): Partial<World> => ({
  models: { [id]: details(id) },
  availability: { [id]: { ...AGREED, agreement: 'NOT_AVAILABLE' } },
  form: false,
  ...withRole({ inline: { invoke: policy(allow('bedrock:InvokeModel', '*')) } }, [INVOKES]),
});
const ask = (id: string) => ({ args: ['--model', id] });

/** Ids, lifecycle, profiles. */
export const MODEL: readonly Case[] = [
  of(
    'an id that exists nowhere',
    {},
    broken('model-id-invalid', 'deduced'),
    ask('anthropic.claude-3-haiku-20240307-v9:9'),
  ),
  of(
    'an id that exists nowhere, refused as invalid',
    { unknownModel: 'ValidationException' },
    broken('model-id-invalid', 'deduced'),
    ask('anthropic.claude-3-haiko-20240307-v1:0'),
  ),
  of(
    'a model that exists in another Region',
    { models: {}, availability: {}, elsewhere: { 'us-east-1': [HAIKU], 'us-west-2': [HAIKU] } },
    broken('model-not-in-region', 'deduced'),
  ),
  of(
    'a model that exists in another Region, refused as invalid here',
    { models: {}, availability: {}, elsewhere: { 'us-east-1': [HAIKU] }, unknownModel: 'ValidationException' },
    broken('model-not-in-region', 'deduced'),
  ),
  of(
    'availability says that the Region has it not',
    { availability: { [HAIKU]: { ...NOT_AGREED, region: 'NOT_AVAILABLE' } } },
    broken('model-not-in-region', 'deduced'),
  ),
  of(
    'AWS says invalid, and the model exists elsewhere',
    { models: {}, availability: {}, elsewhere: { 'us-east-1': [HAIKU] }, ...logged(call(60, SAYS.invalid)) },
    broken('model-not-in-region'),
  ),
  of(
    'AWS says invalid, and the id exists nowhere',
    { ...logged(call(60, SAYS.invalid, 'anthropic.claude-9')) },
    broken('model-id-invalid', 'observed'),
    ask('anthropic.claude-9'),
  ),
  of(
    'a dead model',
    modelWith({ modelLifecycle: { status: 'LEGACY', legacyTime: inDays(-200), endOfLifeTime: inDays(-30) } }),
    broken('model-end-of-life', 'deduced'),
  ),
  of(
    'a dead model, and the account has no agreement either',
    {
      ...modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-1) } }),
      availability: { [HAIKU]: NOT_AGREED },
    },
    broken('model-end-of-life', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'a dead model in its own words',
    {
      ...modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-30) } }),
      ...logged(call(60, SAYS.endOfLife)),
    },
    broken('model-end-of-life', 'observed'),
  ),
  of(
    'a dead model in its own words, and no date',
    logged(call(60, SAYS.endOfLife)),
    broken('model-end-of-life', 'observed'),
  ),
  of(
    'a model past its day that still answers',
    { ...modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-3) } }), ...logged(success(60)) },
    { ...OK, others: ['model-legacy'] },
  ),
  of(
    'a model that ends in twenty days',
    modelWith({ modelLifecycle: { status: 'LEGACY', legacyTime: inDays(-160), endOfLifeTime: inDays(20) } }),
    { ...OK, others: ['model-legacy'] },
  ),
  of(
    'a model that ends in twenty days, warnings being errors',
    modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(20) } }),
    { exit: 1, verdict: 'broken', others: ['model-legacy'], root: null },
    { args: ['--fail-on', 'warning'] },
  ),
  of(
    'an active model whose end is announced',
    modelWith({ modelLifecycle: { status: 'ACTIVE', endOfLifeTime: inDays(100) } }),
    OK,
  ),
  of(
    'an active model that ends in years',
    modelWith({ modelLifecycle: { status: 'ACTIVE', endOfLifeTime: inDays(1000) } }),
    {
      ...OK,
      never: ['model-legacy'],
    },
  ),
  of('a legacy model without a date', modelWith({ modelLifecycle: { status: 'LEGACY' } }), {
    ...OK,
    others: ['model-legacy'],
  }),
  of(
    'a legacy model, and no agreement: the warning is not the root',
    {
      ...modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(60) } }),
      availability: { [HAIKU]: NOT_AGREED },
    },
    broken('marketplace-subscription-denied', 'deduced', { others: ['model-legacy'] }),
  ),
  of(
    'a legacy model that the account lost',
    {
      ...modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(60) } }),
      ...logged(call(60, SAYS.locked)),
    },
    broken('model-legacy-locked', 'observed', { others: ['model-legacy'] }),
  ),
  of(
    'the end as a number of seconds',
    // The service's model says ISO 8601 here, and the SDK refuses anything else: then nobody knows.
    modelWith({ modelLifecycle: { status: 'LEGACY', endOfLifeTime: Math.floor(Date.now() / 1000) - 86_400 * 30 } }),
    { exit: [1, 3], root: ['model-end-of-life', null] },
  ),
  of('a state that AWS adds tomorrow', modelWith({ modelLifecycle: { status: 'SUNSET' } }), OK),
  of('ways to invoke that AWS adds tomorrow', modelWith({ inferenceTypesSupported: ['ON_DEMAND', 'TELEPATHY'] }), OK),
  of('no lifecycle, no ways to invoke, no name', { models: { [HAIKU]: { modelArn: MODEL_ARN, modelId: HAIKU } } }, OK),
  of('an id that comes back without its last part', modelWith({ modelId: HAIKU.replace(/:0$/, '') }), OK),
  of(
    'a model that asks for a profile',
    modelWith({ inferenceTypesSupported: ['INFERENCE_PROFILE'] }),
    broken('inference-profile-required', 'deduced'),
  ),
  of(
    'a model that asks for a profile, in its own words',
    { ...modelWith({ inferenceTypesSupported: ['INFERENCE_PROFILE'] }), ...logged(call(60, SAYS.onDemand)) },
    broken('inference-profile-required', 'observed'),
  ),
  of(
    'a model that asks for a profile, as AWS says while the catalog does not',
    logged(call(60, SAYS.onDemand)),
    broken('inference-profile-required', 'observed'),
  ),
  of('a global profile, all three ARNs allowed', globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN), OK, ask(GLOBAL)),
  of(
    'a global profile by its ARN',
    {
      ...globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN),
      profiles: { [GLOBAL_ARN]: profileOf(GLOBAL, GLOBAL_ARN, [SOURCE_ARN, NOWHERE_ARN]) },
    },
    OK,
    ask(GLOBAL_ARN),
  ),
  of(
    'a global profile without the profile',
    globally(SOURCE_ARN, NOWHERE_ARN),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(GLOBAL),
  ),
  of(
    'a global profile without the source',
    globally(GLOBAL_ARN, NOWHERE_ARN),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(GLOBAL),
  ),
  of(
    'a global profile without the Region-less model',
    globally(GLOBAL_ARN, SOURCE_ARN),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(GLOBAL),
  ),
  of('a global profile, and nothing allowed', globally(), broken('invoke-not-allowed', 'deduced'), ask(GLOBAL)),
  of(
    'a global profile, and the organization closes the Region-less model',
    {
      ...globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN),
      simulator: [byOrganization('bedrock:InvokeModel', NOWHERE_ARN), allowed('bedrock:InvokeModel')],
    },
    broken('denied-by-scp', 'deduced'),
    ask(GLOBAL),
  ),
  of(
    'a global profile without an agreement for its model',
    { ...globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN), availability: { [HAIKU_45]: NOT_AGREED } },
    broken('marketplace-subscription-denied', 'deduced'),
    ask(GLOBAL),
  ),
  of(
    'a global profile, refused on the Region-less model by the organization',
    {
      ...globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN),
      ...logged(
        call(60, SAYS.denied('with an explicit deny in a service control policy', { resource: NOWHERE_ARN }), GLOBAL),
      ),
    },
    broken('denied-by-scp', 'observed'),
    ask(GLOBAL),
  ),
  of('a geographic profile, everything allowed', nova(APAC_ARN, ...DESTINATIONS), OK, ask(APAC)),
  of(
    'a geographic profile without one destination',
    nova(APAC_ARN, ...DESTINATIONS.slice(0, 4)),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(APAC),
  ),
  of(
    'a geographic profile by a wildcard Region',
    {
      ...nova(APAC_ARN, ...DESTINATIONS),
      ...withRole(
        {
          inline: {
            invoke: policy(
              allow('bedrock:InvokeModel', [
                'arn:aws:bedrock:*:*:inference-profile/*',
                'arn:aws:bedrock:*::foundation-model/*',
              ]),
            ),
          },
        },
        [INVOKES],
      ),
    },
    OK,
    ask(APAC),
  ),
  of(
    'the organization closes one destination of a profile',
    {
      ...nova(APAC_ARN, ...DESTINATIONS),
      simulator: [byOrganization('bedrock:InvokeModel', DESTINATIONS[3]), INVOKES],
    },
    broken('denied-by-scp', 'deduced'),
    ask(APAC),
  ),
  of(
    'a geographic profile of another geography',
    { elsewhere: { 'us-east-1': [`us.${HAIKU_45}`] }, profiles: {} },
    broken('model-not-in-region', 'deduced'),
    ask(`us.${HAIKU_45}`),
  ),
  of(
    'a profile that exists nowhere',
    {},
    broken('model-id-invalid', 'deduced'),
    ask('apac.anthropic.claude-imaginary-9-v1:0'),
  ),
  of('a profile of the application, everything allowed', application(OWN, MODEL_ARN), OK, ask(OWN)),
  of(
    'a profile of the application, and not the model behind it',
    application(OWN),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(OWN),
  ),
  of(
    'a profile of the application, and only the model behind it',
    application(MODEL_ARN),
    broken('invoke-profile-not-allowed', 'deduced'),
    ask(OWN),
  ),
  of(
    'the reading of profiles is closed',
    { ...globally(GLOBAL_ARN, SOURCE_ARN, NOWHERE_ARN), cannot: ['bedrock:GetInferenceProfile'] },
    { exit: 3, verdict: 'undetermined', root: null, reasons: ['bedrock:GetInferenceProfile'] },
    ask(GLOBAL),
  ),
  of('Nova needs neither Marketplace nor form', free(NOVA), OK, ask(NOVA)),
  of(
    'Llama needs neither Marketplace nor form',
    free('meta.llama3-70b-instruct-v1:0'),
    OK,
    ask('meta.llama3-70b-instruct-v1:0'),
  ),
  of(
    'Mistral needs neither Marketplace nor form',
    free('mistral.mistral-large-2402-v1:0'),
    OK,
    ask('mistral.mistral-large-2402-v1:0'),
  ),
  of('Qwen needs neither Marketplace nor form', free('qwen.qwen3-32b-v1:0'), OK, ask('qwen.qwen3-32b-v1:0')),
  of(
    'Cohere needs Marketplace, and no form',
    { ...free('cohere.command-r-v1:0'), availability: { 'cohere.command-r-v1:0': NOT_AGREED } },
    broken('marketplace-subscription-denied', 'deduced', { never: ['use-case-form-missing'] }),
    ask('cohere.command-r-v1:0'),
  ),
  of(
    'OpenAI is no matter of the form',
    free('openai.gpt-oss-120b-1:0'),
    { exit: [0, 1, 3], never: ['use-case-form-missing'] },
    ask('openai.gpt-oss-120b-1:0'),
  ),
  of(
    'Nova NOT_AUTHORIZED, and calls succeed',
    {
      ...free(NOVA),
      availability: { [NOVA]: { ...AGREED, authorization: 'NOT_AUTHORIZED' } },
      ...logged(success(60, NOVA)),
    },
    OK,
    ask(NOVA),
  ),
  of('a model by its ARN', {}, OK, ask(MODEL_ARN)),
  of(
    'provisioned throughput',
    withRole({ inline: { invoke: policy(allow('bedrock:InvokeModel', '*')) } }, [INVOKES]),
    { exit: [0, 3], root: null },
    ask(`arn:aws:bedrock:${SEOUL}:${ACCOUNT}:provisioned-model/a1b2c3d4e5f6`),
  ),
  of(
    'provisioned throughput that the role may not invoke',
    { simulator: [allowed('bedrock:InvokeModel', '*:foundation-model/*')] },
    broken('invoke-not-allowed', 'deduced'),
    ask(`arn:aws:bedrock:${SEOUL}:${ACCOUNT}:provisioned-model/a1b2c3d4e5f6`),
  ),
  of(
    "the function's own variable says which model",
    {
      ...globally(SOURCE_ARN),
      functions: {
        'kiroween-PoetryFunction-aB3dE5fG7hI9': {
          FunctionName: 'kiroween-PoetryFunction-aB3dE5fG7hI9',
          FunctionArn: `arn:aws:lambda:${SEOUL}:${ACCOUNT}:function:kiroween-PoetryFunction-aB3dE5fG7hI9`,
          Role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
          Environment: { Variables: { BEDROCK_MODEL_ID: GLOBAL } },
        },
      },
    },
    broken('invoke-profile-not-allowed', 'deduced'),
  ),
  of(
    'a role whose grant is of another model',
    withRole({ inline: { invoke: policy(allow('bedrock:InvokeModel', DESTINATIONS)) } }, [
      allowed('bedrock:InvokeModel', '*nova*'),
    ]),
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'a guide that was followed to the letter',
    {
      roles: {
        [ROLE]: role({
          inline: {
            a: policy(GUIDE_STATEMENT),
            b: policy(allow(['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions'], '*')),
          },
        }),
      },
      simulator: [INVOKES, allowed('aws-marketplace:*')],
    },
    OK,
  ),
];
