import type { Json } from '../../core/json.ts';
import { authorise, deniedMessage } from '../authorise.ts';
import { everything, fault, type Input, type SandboxOperation, text } from '../operation.ts';
import type { Agreement, InferenceProfile, Model, World } from '../world.ts';

const operation = (
  action: string,
  handle: SandboxOperation['handle'],
  resource: SandboxOperation['resource'] = everything,
): SandboxOperation => ({ action: `bedrock:${action}`, resource, handle });

/** The id at the end of an ARN, or the id itself. */
export const tail = (identifier: string): string => identifier.split('/').at(-1) ?? identifier;

export const findModel = (world: World, identifier: string, region: string): Model | null =>
  world.bedrock.models.find(({ id, regions }) => id === tail(identifier) && regions.includes(region)) ?? null;

export const profileArn = (world: World, { id, type }: InferenceProfile, region: string): string =>
  `arn:${world.partition}:bedrock:${region}:${world.account}:${type === 'APPLICATION' ? 'application-inference-profile' : 'inference-profile'}/${id}`;

export const findProfile = (world: World, identifier: string, region: string): InferenceProfile | null =>
  world.bedrock.profiles.find(({ id, regions }) => id === tail(identifier) && regions.includes(region)) ?? null;

/** The agreement as it stands at a moment: PENDING settles by itself. */
export function agreementOf(world: World, model: string, now: number): Agreement | null {
  const found = world.bedrock.agreements[model];
  if (!found) return null;
  const settled = found.status === 'PENDING' && found.settlesAt !== null && found.settlesAt <= now;
  return settled ? { ...found, status: found.settlesAs, settlesAt: null } : found;
}

/** A subscription that begins now. */
export const subscribing = (world: World, model: string, now: number): World => ({
  ...world,
  bedrock: {
    ...world.bedrock,
    agreements: {
      ...world.bedrock.agreements,
      [model]: {
        status: 'PENDING',
        errorMessage: null,
        startedAt: now,
        settlesAt: now + world.delays.subscriptionMs,
        settlesAs: 'AVAILABLE',
      },
    },
  },
});

const iso = (moment: number | null): Json => (moment === null ? null : new Date(moment).toISOString());
const details = (model: Model, world: World, region: string): Json => {
  const { startOfLife, legacy, endOfLife, status } = model.lifecycle;
  const dates = { startOfLifeTime: iso(startOfLife), legacyTime: iso(legacy), endOfLifeTime: iso(endOfLife) };
  return {
    modelArn: `arn:${world.partition}:bedrock:${region}::foundation-model/${model.id}`,
    modelId: model.id,
    modelName: model.name,
    providerName: model.provider,
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: model.streaming,
    customizationsSupported: [],
    inferenceTypesSupported: [...model.inferenceTypes],
    modelLifecycle: { status, ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== null)) },
  };
};
const profileShape = (world: World, profile: InferenceProfile, region: string): Json => ({
  inferenceProfileId: profile.id,
  inferenceProfileArn: profileArn(world, profile, region),
  inferenceProfileName: profile.name,
  type: profile.type,
  status: 'ACTIVE',
  models: profile.modelArns.map((modelArn) => ({ modelArn })),
});

const UNKNOWN_MODEL = fault('ValidationException', 400, 'The provided model identifier is invalid.');
const MARKETPLACE = { 'aws:CalledViaLast': 'bedrock.amazonaws.com', 'aws:CalledVia': 'bedrock.amazonaws.com' };

/** What a principal lacks to subscribe the account, in AWS's words; null when nothing. */
export function subscriptionDenial(world: World, principal: string, model: Model, now: number): string | null {
  for (const action of ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe']) {
    const ask = {
      principal,
      action,
      resource: '*',
      context: { ...MARKETPLACE, 'aws-marketplace:ProductId': model.productId ?? '' },
    };
    const decision = authorise(world, ask, now);
    if (decision.decision !== 'allowed') return deniedMessage(ask, decision);
  }
  return null;
}

/** The rule for the six fields: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
function formIsValid(data: string): boolean {
  try {
    const form = JSON.parse(data) as { readonly [key: string]: unknown };
    const upTo = (name: string, most: number): boolean =>
      typeof form[name] === 'string' && (form[name] as string).length <= most;
    return (
      upTo('companyName', 128) &&
      upTo('companyWebsite', 128) &&
      ['0', '1', '2'].includes(String(form['intendedUsers'])) &&
      typeof form['intendedUsers'] === 'string' &&
      upTo('industryOption', 128) &&
      upTo('useCases', 8_192)
    );
  } catch {
    return false;
  }
}

/** Bedrock's control plane: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html */
export const BEDROCK: { readonly [name: string]: SandboxOperation } = {
  ListFoundationModels: operation('ListFoundationModels', (world, _input, { region }) => ({
    world,
    output: {
      modelSummaries: world.bedrock.models
        .filter(({ regions }) => regions.includes(region))
        .map((model) => details(model, world, region)),
    },
  })),
  GetFoundationModel: operation('GetFoundationModel', (world, input, { region }) => {
    const model = findModel(world, text(input, 'modelIdentifier'), region);
    return model ? { world, output: { modelDetails: details(model, world, region) } } : UNKNOWN_MODEL;
  }),
  ListInferenceProfiles: operation('ListInferenceProfiles', (world, input, { region }) => {
    const wanted = text(input, 'typeEquals') || text(input, 'type');
    return {
      world,
      output: {
        inferenceProfileSummaries: world.bedrock.profiles
          .filter(({ regions, type }) => regions.includes(region) && (wanted === '' || wanted === type))
          .map((profile) => profileShape(world, profile, region)),
      },
    };
  }),
  GetInferenceProfile: operation('GetInferenceProfile', (world, input, { region }) => {
    const profile = findProfile(world, text(input, 'inferenceProfileIdentifier'), region);
    return profile
      ? { world, output: profileShape(world, profile, region) }
      : fault('ResourceNotFoundException', 404, 'The specified inference profile does not exist.');
  }),
  GetFoundationModelAvailability: operation('GetFoundationModelAvailability', (world, input, { region, now }) => {
    const id = tail(text(input, 'modelId'));
    const model = world.bedrock.models.find((one) => one.id === id);
    if (!model) return UNKNOWN_MODEL;
    const agreement = model.productId === null ? 'AVAILABLE' : (agreementOf(world, id, now)?.status ?? 'NOT_AVAILABLE');
    const error = agreementOf(world, id, now)?.errorMessage ?? null;
    const formMissing = model.provider === 'Anthropic' && world.bedrock.form === null;
    const restricted = world.bedrock.gate === 'restricted';
    return {
      world,
      output: {
        modelId: id,
        agreementAvailability: { status: agreement, ...(error === null ? {} : { errorMessage: error }) },
        authorizationStatus: formMissing || restricted ? 'NOT_AUTHORIZED' : 'AUTHORIZED',
        entitlementAvailability: agreement === 'AVAILABLE' ? 'AVAILABLE' : 'NOT_AVAILABLE',
        regionAvailability: model.regions.includes(region) ? 'AVAILABLE' : 'NOT_AVAILABLE',
      },
    };
  }),
  ListFoundationModelAgreementOffers: operation('ListFoundationModelAgreementOffers', (world, input) => {
    const id = tail(text(input, 'modelId'));
    const model = world.bedrock.models.find((one) => one.id === id);
    if (!model) return UNKNOWN_MODEL;
    if (model.productId === null) {
      return fault('ResourceNotFoundException', 404, 'No agreement offers exist for the model.');
    }
    const rate = (dimension: string, description: string, price: number): Json => ({
      dimension,
      description,
      price: String(price / 1_000),
      unit: 'Units',
    });
    return {
      world,
      output: {
        modelId: id,
        offers: [
          {
            offerId: `offer-${model.productId.slice(5)}`,
            offerToken: `token-${model.productId}`,
            termDetails: {
              usageBasedPricingTerm: {
                rateCard: [
                  rate('InputTokenCount', 'Thousand input tokens', model.price.input),
                  rate('OutputTokenCount', 'Thousand output tokens', model.price.output),
                ],
              },
              legalTerm: { url: `https://aws.amazon.com/legal/bedrock/third-party-models/` },
              supportTerm: { refundPolicyDescription: 'No refunds.' },
              validityTerm: { agreementDuration: 'P36500D' },
            },
          },
        ],
      },
    };
  }),
  CreateFoundationModelAgreement: operation('CreateFoundationModelAgreement', (world, input, { now, caller }) => {
    const id = tail(text(input, 'modelId'));
    const model = world.bedrock.models.find((one) => one.id === id);
    if (!model || model.productId === null) return UNKNOWN_MODEL;
    if (text(input, 'offerToken') !== `token-${model.productId}`) {
      return fault('ValidationException', 400, 'The provided offer token is invalid.');
    }
    if (agreementOf(world, id, now)?.status === 'AVAILABLE') {
      return fault('ConflictException', 400, 'An agreement for the model exists already.');
    }
    const denial = subscriptionDenial(world, caller.arn, model, now);
    if (denial !== null) return fault('AccessDeniedException', 403, denial);
    return { world: subscribing(world, id, now), output: { modelId: id }, status: 202 };
  }),
  DeleteFoundationModelAgreement: operation('DeleteFoundationModelAgreement', (world, input, { now }) => {
    const id = tail(text(input, 'modelId'));
    if (agreementOf(world, id, now) === null) {
      return fault('ResourceNotFoundException', 404, 'The agreement does not exist.');
    }
    const { [id]: _gone, ...agreements } = world.bedrock.agreements;
    return { world: { ...world, bedrock: { ...world.bedrock, agreements } }, output: {}, status: 202 };
  }),
  GetUseCaseForModelAccess: operation('GetUseCaseForModelAccess', (world) =>
    world.bedrock.form === null
      ? fault('ResourceNotFoundException', 404, 'You have not filled out the request form.')
      : { world, output: { formData: Buffer.from(world.bedrock.form.data).toString('base64') } },
  ),
  PutUseCaseForModelAccess: operation('PutUseCaseForModelAccess', (world, input: Input, { now }) => {
    const data = Buffer.from(text(input, 'formData'), 'base64').toString('utf8');
    if (!formIsValid(data)) return fault('ValidationException', 400, 'Invalid form data');
    return {
      world: { ...world, bedrock: { ...world.bedrock, form: { data, effectiveAt: now + world.delays.formMs } } },
      output: {},
      status: 201,
    };
  }),
};
