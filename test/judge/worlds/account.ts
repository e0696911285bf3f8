import {
  AGREED,
  allow,
  allowed,
  broken,
  call,
  GROUP,
  GUIDE_STATEMENT,
  HAIKU,
  INVOKES,
  logged,
  NO_AGREEMENT,
  NOT_AGREED,
  OK,
  of,
  pending,
  policy,
  SAYS,
  SUBSCRIBE_STATEMENT,
  SUBSCRIBES,
  success,
  UNDETERMINED,
  withRole,
} from '../base.ts';
import type { Availability, Case, World } from '../world.ts';

const access = (more: Availability): Partial<World> => ({ availability: { [HAIKU]: { ...AGREED, ...more } } });
const SUBSCRIBER = withRole({ inline: { a: policy(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT) } }, [INVOKES, SUBSCRIBES]);
const forProduct = (product: string) =>
  policy(
    GUIDE_STATEMENT,
    allow('aws-marketplace:Subscribe', '*', {
      Condition: { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': [product] } },
    }),
    allow('aws-marketplace:ViewSubscriptions', '*'),
  );
const MINUTE = 60;

/** Form, agreement, restrictions of the account. */
export const ACCOUNT_SIDE: readonly Case[] = [
  of(
    'no agreement, and a role that may not subscribe',
    NO_AGREEMENT,
    broken('marketplace-subscription-denied', 'deduced', { wait: null }),
  ),
  of(
    'the same, the entitlement being there',
    access({ agreement: 'NOT_AVAILABLE' }),
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'the same, in AWS’s words',
    { ...NO_AGREEMENT, ...logged(call(90, SAYS.marketplace(10))) },
    broken('marketplace-subscription-denied', 'observed', { wait: 10 }),
  ),
  of(
    'the same, and it happened twice',
    { ...NO_AGREEMENT, ...logged(call(900, SAYS.marketplace(10)), call(90, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed', { wait: 2 }),
  ),
  of(
    'the same in a log of JSON lines',
    {
      ...NO_AGREEMENT,
      logs: {
        [GROUP]: [
          {
            ago: 61,
            message: JSON.stringify({
              timestamp: '2026-11-24T23:00:00.000Z',
              level: 'INFO',
              requestId: 'r-1',
              message: `[Poetry] Invoking Bedrock model: ${HAIKU}`,
            }),
          },
          {
            ago: 60,
            message: JSON.stringify({
              timestamp: '2026-11-24T23:00:01.000Z',
              level: 'ERROR',
              requestId: 'r-1',
              message: `[Poetry] Bedrock error: ${SAYS.marketplace(15)}`,
            }),
          },
        ],
      },
    },
    broken('marketplace-subscription-denied', 'observed', { wait: 15 }),
  ),
  of(
    'the same as an error object in a JSON line',
    {
      ...NO_AGREEMENT,
      logs: {
        [GROUP]: [
          {
            ago: 60,
            message: JSON.stringify({
              timestamp: '2026-11-24T23:00:01.000Z',
              level: 'ERROR',
              requestId: 'r-1',
              message: {
                errorType: 'AccessDeniedException',
                errorMessage: SAYS.marketplace(5).replace('AccessDeniedException: ', ''),
              },
            }),
          },
        ],
      },
    },
    broken('marketplace-subscription-denied', 'observed', { wait: 5 }),
  ),
  of(
    'a role that is denied ViewSubscriptions by name',
    {
      ...NO_AGREEMENT,
      ...logged(
        call(
          90,
          `AccessDeniedException: Model access is denied due to User: arn:aws:sts::123456789012:assumed-role/kiroween-PoetryFunctionRole-1A2B3C4D5E6F/f is not authorized to perform: aws-marketplace:ViewSubscriptions on resource: * because no identity-based policy allows the aws-marketplace:ViewSubscriptions action. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 15 minutes.`,
        ),
      ),
    },
    broken('marketplace-subscription-denied', 'observed', { wait: 15 }),
  ),
  of(
    'no agreement, and a role that may subscribe: its first call will',
    { ...NO_AGREEMENT, ...SUBSCRIBER },
    { exit: 0, verdict: 'healthy', root: null },
  ),
  of(
    'no agreement, a role that may subscribe, and a fresh success',
    { ...NO_AGREEMENT, ...SUBSCRIBER, ...logged(success(60)) },
    { exit: [0, 5], never: ['marketplace-subscription-denied'] },
  ),
  of(
    'a role that may subscribe to this product alone',
    { ...NO_AGREEMENT, ...withRole({ inline: { a: forProduct('prod-ozonys2hmmpeu') } }, [INVOKES, SUBSCRIBES]) },
    { exit: 0, verdict: 'healthy', root: null },
  ),
  of(
    'a role that may subscribe to another product alone',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: { a: forProduct('prod-xdkflymybwmvi') } }, [
        INVOKES,
        allowed('aws-marketplace:ViewSubscriptions'),
      ]),
    },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'a role that may subscribe and not view',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: { a: policy(GUIDE_STATEMENT, allow('aws-marketplace:Subscribe', '*')) } }, [
        INVOKES,
        allowed('aws-marketplace:Subscribe'),
      ]),
    },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'a success without an agreement, by a role that may not subscribe',
    { ...NO_AGREEMENT, ...logged(success(60)) },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'many successes without an agreement',
    { ...NO_AGREEMENT, ...logged(success(3000), success(600), success(60)) },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'a refusal, then a success, and still no agreement',
    { ...NO_AGREEMENT, ...logged(call(600, SAYS.marketplace(2)), success(60)) },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'the subscription is being processed',
    access({ agreement: 'PENDING', entitlement: 'NOT_AVAILABLE' }),
    pending('marketplace-subscription-pending', 'deduced'),
  ),
  of(
    'the same, in AWS’s words',
    { ...access({ agreement: 'PENDING' }), ...logged(call(60, SAYS.pending)) },
    pending('marketplace-subscription-pending', 'observed', { wait: 2 }),
  ),
  of(
    'the same after a refusal that was fixed',
    { ...access({ agreement: 'PENDING' }), ...logged(call(120, SAYS.marketplace(2))) },
    pending('marketplace-subscription-pending'),
  ),
  of(
    'pending while calls succeed',
    { ...access({ agreement: 'PENDING' }), ...logged(success(60)) },
    pending('marketplace-subscription-pending', 'deduced'),
  ),
  of(
    'the agreement failed',
    access({ agreement: 'ERROR', errorMessage: 'AWS Marketplace Agreement Failed within 15 minutes' }),
    broken('marketplace-subscription-failed', 'deduced'),
  ),
  of(
    'the agreement failed without a word',
    access({ agreement: 'ERROR' }),
    broken('marketplace-subscription-failed', 'deduced'),
  ),
  of(
    'the agreement failed for want of payment',
    access({
      agreement: 'ERROR',
      errorMessage: 'INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.',
    }),
    broken('payment-instrument-invalid', 'deduced'),
  ),
  of(
    'the agreement failed, and a call is told of the payment',
    { ...access({ agreement: 'ERROR' }), ...logged(call(60, SAYS.payment)) },
    broken('payment-instrument-invalid', 'observed', { wait: 2 }),
  ),
  of(
    'no payment method, and a role that may subscribe',
    { ...NO_AGREEMENT, ...SUBSCRIBER, ...logged(call(60, SAYS.payment)) },
    broken('payment-instrument-invalid', 'observed'),
  ),
  of('a status of the agreement that AWS adds tomorrow', access({ agreement: 'SIMMERING' }), UNDETERMINED),
  of(
    'agreement there, refused five minutes ago',
    logged(call(5 * MINUTE, SAYS.marketplace(2))),
    pending('propagation-pending'),
  ),
  of('agreement there, refused forty minutes ago', logged(call(40 * MINUTE, SAYS.marketplace(2))), OK),
  of('agreement there, refused, and a success since', logged(call(5 * MINUTE, SAYS.marketplace(2)), success(60)), OK),
  of(
    'agreement there, a success, and refused since',
    logged(success(8 * MINUTE), call(4 * MINUTE, SAYS.marketplace(2))),
    pending('propagation-pending'),
  ),
  of(
    'agreement there, payment refused five minutes ago',
    logged(call(5 * MINUTE, SAYS.payment)),
    pending('propagation-pending'),
  ),
  of('agreement there, payment refused forty minutes ago', logged(call(40 * MINUTE, SAYS.payment)), OK),
  of('agreement there, “no access to the model” forty minutes ago', logged(call(40 * MINUTE, SAYS.noAccess)), OK),
  of('agreement there, “still being processed” three minutes ago', logged(call(3 * MINUTE, SAYS.pending)), {
    exit: 5,
    verdict: 'pending',
    root: ['propagation-pending', 'marketplace-subscription-pending'],
  }),
  of('no form', { form: false }, broken('use-case-form-missing', 'deduced')),
  of(
    'no form and no agreement',
    { form: false, ...NO_AGREEMENT },
    broken('use-case-form-missing', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'no form, and NOT_AUTHORIZED because of it',
    { form: false, availability: { [HAIKU]: { ...NOT_AGREED, authorization: 'NOT_AUTHORIZED' } } },
    broken('use-case-form-missing', 'deduced'),
  ),
  of(
    'no form, in AWS’s words',
    { form: false, ...logged(call(60, SAYS.form)) },
    broken('use-case-form-missing', 'observed', { wait: 15 }),
  ),
  of(
    'no form and no invoke',
    { form: false, ...withRole({ inline: {} }, []) },
    broken('use-case-form-missing', 'deduced', { others: ['invoke-not-allowed'] }),
  ),
  of(
    'the form is there, refused five minutes ago',
    logged(call(5 * MINUTE, SAYS.form)),
    pending('propagation-pending'),
  ),
  of('the form is there, refused forty minutes ago', logged(call(40 * MINUTE, SAYS.form)), OK),
  of('the form is there, refused, and a success since', logged(call(5 * MINUTE, SAYS.form), success(30)), OK),
  of(
    'the form is there, refused, and no agreement',
    { ...NO_AGREEMENT, ...logged(call(40 * MINUTE, SAYS.form)) },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('AWS restricts the account', access({ authorization: 'NOT_AUTHORIZED' }), broken('account-restricted', 'deduced')),
  of(
    'AWS restricts the account, and the agreement is missing',
    { availability: { [HAIKU]: { ...NOT_AGREED, authorization: 'NOT_AUTHORIZED' } } },
    { exit: 1, verdict: 'broken', root: ['account-restricted', 'marketplace-subscription-denied'] },
  ),
  of(
    'AWS restricts the account, yet a call succeeded',
    { ...access({ authorization: 'NOT_AUTHORIZED' }), ...logged(success(60)) },
    { exit: [0], root: null },
  ),
  of('“Operation not allowed”', logged(call(60, SAYS.restricted)), broken('account-restricted', 'observed')),
  of(
    '“Operation not allowed”, forty minutes ago, and nothing since',
    logged(call(40 * MINUTE, SAYS.restricted)),
    broken('account-restricted', 'observed'),
  ),
  of('“create a support case”', logged(call(60, SAYS.support)), broken('account-restricted', 'observed')),
  of('only AWS Sales can open it', logged(call(60, SAYS.gated)), broken('model-gated', 'observed')),
  of(
    'only AWS Sales can open it, and no agreement either',
    { ...NO_AGREEMENT, ...logged(call(60, SAYS.gated)) },
    broken('model-gated', 'observed', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'no access to the model, the agreement missing',
    { ...NO_AGREEMENT, ...SUBSCRIBER, ...logged(call(60, SAYS.noAccess)) },
    broken('model-access-denied', 'observed'),
  ),
  of(
    'an operation that is not authorized here',
    logged(call(60, SAYS.operation)),
    broken('operation-not-authorized', 'observed'),
  ),
  of('a country that is not served', logged(call(60, SAYS.geography)), broken('geography-unsupported', 'observed')),
  of(
    'data retention that nobody chose',
    logged(call(60, SAYS.retention)),
    broken('data-retention-required', 'observed'),
  ),
  of('a country that is not served, once, and successes since', logged(call(600, SAYS.geography), success(60)), OK),
  of('availability without any field', { availability: { [HAIKU]: {} } }, UNDETERMINED),
];
