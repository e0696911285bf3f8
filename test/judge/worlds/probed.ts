import { broken, call, HAIKU, logged, NO_AGREEMENT, OK, of, SAYS, success } from '../base.ts';
import type { Case, Invocation, World } from '../world.ts';

const answers = (status: number, body: object): Partial<World> => ({
  invocation: { status: 200, payload: { statusCode: status, headers: {}, body: JSON.stringify(body) } },
});
const refuses = (words: string): Partial<World> => answers(500, { success: false, error: words });
const POEM = answers(200, { success: true, poetry: 'To be, or not to be' });
const lambdaSays = (invocation: Invocation): Partial<World> => ({ invocation });
const PROBE = { args: ['--probe', '--yes'] };

/** What the answer of one real request says. */
export const PROBED: readonly Case[] = [
  of('a probe that gets a poem', POEM, OK, PROBE),
  of(
    'a probe that gets a poem, after a refusal in the log',
    { ...POEM, ...logged(call(300, SAYS.geography)) },
    OK,
    PROBE,
  ),
  of(
    'a probe that gets a poem without an agreement',
    { ...POEM, ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced'),
    PROBE,
  ),
  of(
    'a probe that is told of the Marketplace',
    { ...refuses(SAYS.marketplace(10)), ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'observed', { wait: 10 }),
    PROBE,
  ),
  of(
    'a probe that is told of Sales, with a success before',
    { ...refuses(SAYS.gated), ...logged(success(300)) },
    broken('model-gated', 'observed'),
    PROBE,
  ),
  of(
    'a probe that is throttled',
    refuses('ThrottlingException: Too many requests, please wait before trying again.'),
    broken('throttled', 'observed'),
    PROBE,
  ),
  of(
    'a probe whose function fails',
    lambdaSays({
      status: 200,
      error: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: "Cannot read properties of undefined (reading 'persona')" },
    }),
    broken('function-error', 'observed'),
    PROBE,
  ),
  of(
    'a probe whose function times out',
    lambdaSays({
      status: 200,
      error: 'Unhandled',
      payload: { errorMessage: '2026-11-24T23:00:30.000Z 8c1d5f6e Task timed out after 30.03 seconds' },
    }),
    broken('function-timeout', 'observed'),
    PROBE,
  ),
  of(
    'a probe that Lambda may not run',
    { cannot: ['lambda:InvokeFunction'] },
    { exit: 3, verdict: 'undetermined', root: null, reasons: ['lambda:InvokeFunction'] },
    PROBE,
  ),
  of(
    'a probe that Lambda may not run, and the facts tell enough',
    {
      cannot: ['lambda:InvokeFunction'],
      availability: {
        [HAIKU]: {
          agreement: 'NOT_AVAILABLE',
          authorization: 'AUTHORIZED',
          entitlement: 'NOT_AVAILABLE',
          region: 'AVAILABLE',
        },
      },
    },
    broken('marketplace-subscription-denied', 'deduced'),
    PROBE,
  ),
];
