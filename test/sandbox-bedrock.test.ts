import {
  BedrockClient,
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetAccountDataRetentionCommand,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  PutUseCaseForModelAccessCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { ROLE } from '../src/sandbox/scenarios/function.ts';
import { HAIKU, HAIKU_45, NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import { claude, messagesOf, poem, refusal, served, servedByHand, settings, until } from './sandbox-client.ts';

describe("the guide's case", () => {
  test('denied, granted, and then a poem with its lines in the log', async () => {
    const sandbox = await served('marketplace-subscription-denied');
    const denied = await poem(sandbox);
    expect(denied).toMatchObject({ status: 403, body: { success: false, error: 'AccessDeniedException' } });
    expect(denied.body['message']).toContain('aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe');

    const iam = new IAMClient({ ...settings(sandbox), region: 'us-east-1' });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'],
          Resource: '*',
        },
      ],
    });
    await iam.send(
      new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'BedrockMarketplaceAccess', PolicyDocument }),
    );
    const { body } = await until(
      () => poem(sandbox),
      ({ status }) => status === 200,
    );
    expect(body).toMatchObject({ success: true, language: 'ko', model: HAIKU });
    expect(body['poetry']).toContain('격렬한 에너지여');

    const lines = await until(
      () => messagesOf(sandbox),
      (found) => found.some((line) => line.includes('[Poetry] Success')),
    );
    expect(lines.some((line) => /\tINFO\t\[Poetry\] Generating - Persona: hamlet, Language: ko\n$/.test(line))).toBe(
      true,
    );
    expect(lines.some((line) => line.includes(`[Poetry] Invoking Bedrock model: ${HAIKU}`))).toBe(true);
    expect(await messagesOf(sandbox, '"Bedrock error"')).not.toEqual([]);
  });

  test('the first permitted call subscribes the account, and calls go on while it is set up', async () => {
    const sandbox = await served('marketplace-subscription-denied', 1);
    const runtime = new BedrockRuntimeClient(settings(sandbox));
    const call = () => runtime.send(new InvokeModelCommand({ modelId: HAIKU, body: claude() }));
    await call();
    await call();
    expect(sandbox.world().bedrock.agreements[HAIKU]).toMatchObject({ status: 'PENDING', background: true });
    // The role profits from what the operator's call began.
    expect((await poem(sandbox)).status).toBe(200);
  });

  test('the first minutes of an account succeed without an agreement, and then calls are denied', async () => {
    const sandbox = await served('first-calls-succeed', 1);
    expect((await poem(sandbox)).status).toBe(200);
    sandbox.setWorld((world) => ({ ...world, delays: { ...world.delays, graceMs: 60_000 } }));
    expect((await poem(sandbox)).status).toBe(403);
  });
});

describe('Bedrock', () => {
  test('an agreement is offered, made, pending, there, and taken away', async () => {
    const sandbox = await served('marketplace-subscription-denied');
    const client = new BedrockClient(settings(sandbox));
    const status = async () =>
      (await client.send(new GetFoundationModelAvailabilityCommand({ modelId: HAIKU }))).agreementAvailability?.status;
    expect(await status()).toBe('NOT_AVAILABLE');
    const { offers } = await client.send(new ListFoundationModelAgreementOffersCommand({ modelId: HAIKU }));
    const [offer] = offers ?? [];
    expect(offer?.termDetails?.usageBasedPricingTerm?.rateCard?.map(({ price }) => price)).toEqual([
      '0.00025',
      '0.00125',
    ]);
    const made = new CreateFoundationModelAgreementCommand({ modelId: HAIKU, offerToken: offer?.offerToken });
    expect((await client.send(made)).$metadata.httpStatusCode).toBe(202);
    expect(await refusal(client.send(made))).toMatchObject({ name: 'ConflictException' });
    await until(status, (now) => now === 'AVAILABLE');
    expect((await poem(sandbox)).status).toBe(200);
    await client.send(new DeleteFoundationModelAgreementCommand({ modelId: HAIKU }));
    expect(await status()).toBe('NOT_AVAILABLE');
    expect((await poem(sandbox)).status).toBe(403);
  });

  test('an agreement needs the Marketplace permissions of whoever makes it', async () => {
    const sandbox = await served('marketplace-subscription-denied');
    const bedrockOnly = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }] };
    sandbox.setWorld((world) => {
      const operator = world.users['operator'];
      return operator
        ? { ...world, users: { ...world.users, operator: { ...operator, inline: { Bedrock: bedrockOnly } } } }
        : world;
    });
    const client = new BedrockClient(settings(sandbox));
    const { offers } = await client.send(new ListFoundationModelAgreementOffersCommand({ modelId: HAIKU }));
    const made = new CreateFoundationModelAgreementCommand({ modelId: HAIKU, offerToken: offers?.[0]?.offerToken });
    expect(await refusal(client.send(made))).toEqual({
      name: 'AccessDeniedException',
      status: 403,
      message:
        'User: arn:aws:iam::123456789012:user/operator is not authorized to perform: aws-marketplace:ViewSubscriptions on resource: * because no identity-based policy allows the aws-marketplace:ViewSubscriptions action',
    });
  });

  test('without a payment method the subscription fails', async () => {
    const sandbox = await served('payment-instrument-invalid');
    const client = new BedrockClient(settings(sandbox));
    const { offers } = await client.send(new ListFoundationModelAgreementOffersCommand({ modelId: HAIKU }));
    await client.send(
      new CreateFoundationModelAgreementCommand({ modelId: HAIKU, offerToken: offers?.[0]?.offerToken }),
    );
    const { agreementAvailability } = await until(
      () => client.send(new GetFoundationModelAvailabilityCommand({ modelId: HAIKU })),
      (found) => found.agreementAvailability?.status === 'ERROR',
    );
    expect(agreementAvailability?.errorMessage).toContain('INVALID_PAYMENT_INSTRUMENT');
  });

  test('the form is missing, is refused when wrong, and takes effect late', async () => {
    const { sandbox, pass } = await servedByHand('use-case-form-missing');
    const client = new BedrockClient(settings(sandbox));
    expect(await refusal(client.send(new GetUseCaseForModelAccessCommand({})))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'You have not filled out the request form.',
    });
    const form = {
      companyName: 'Example',
      companyWebsite: 'https://example.com',
      intendedUsers: '0',
      industryOption: 'Education',
      otherIndustryOption: '',
      useCases: 'Poems',
    };
    const put = (value: object | string) =>
      client.send(
        new PutUseCaseForModelAccessCommand({
          formData: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
        }),
      );
    const twice = Buffer.from(JSON.stringify(form)).toString('base64');
    for (const wrong of [{ ...form, intendedUsers: 0 }, { ...form, companyWebsite: 'www.example.com' }, twice]) {
      expect(await refusal(put(wrong))).toMatchObject({ name: 'ValidationException', message: 'Invalid form data' });
    }
    await put(form);
    const { formData } = await client.send(new GetUseCaseForModelAccessCommand({}));
    expect(JSON.parse(Buffer.from(formData ?? []).toString('utf8'))).toEqual(form);
    expect((await poem(sandbox)).status).toBe(404);
    pass(15 * 60_000);
    expect((await poem(sandbox)).status).toBe(200);
  });

  test('models and profiles as a Region offers them', async () => {
    const sandbox = await served('healthy');
    const seoul = new BedrockClient(settings(sandbox));
    const tokyo = new BedrockClient(settings(sandbox, 'ap-northeast-1'));
    const get = new GetFoundationModelCommand({ modelIdentifier: HAIKU });
    expect((await seoul.send(get)).modelDetails?.modelLifecycle).toEqual({ status: 'ACTIVE' });
    expect((await tokyo.send(get)).modelDetails?.modelLifecycle?.endOfLifeTime).toEqual(new Date('2026-09-10'));
    const byProvider = await seoul.send(new ListFoundationModelsCommand({ byProvider: 'amazon' }));
    expect(byProvider.modelSummaries?.map(({ modelId }) => modelId)).toContain(NOVA_LITE);
    const ids: (string | undefined)[] = [];
    const pages = paginateListInferenceProfiles({ client: seoul, pageSize: 2 }, { typeEquals: 'SYSTEM_DEFINED' });
    for await (const { inferenceProfileSummaries } of pages) {
      ids.push(...(inferenceProfileSummaries ?? []).map(({ inferenceProfileId }) => inferenceProfileId));
    }
    expect(ids).toContain(`global.${HAIKU_45}`);
    expect(ids).not.toContain(`us.${HAIKU_45}`);
    const { models } = await tokyo.send(
      new GetInferenceProfileCommand({ inferenceProfileIdentifier: `global.${HAIKU_45}` }),
    );
    expect(models?.map(({ modelArn }) => modelArn)).toEqual([
      `arn:aws:bedrock:ap-northeast-1::foundation-model/${HAIKU_45}`,
      `arn:aws:bedrock:::foundation-model/${HAIKU_45}`,
    ]);
    expect((await seoul.send(new GetAccountDataRetentionCommand({}))).mode).toBe('default');
  });
});
