import { dollars, POEM_TOKENS, sayDollars } from '../../bedrock/poem-cost.ts';
import type { Price } from '../../bedrock/prices.ts';
import { CAUSES, isOverByItself } from '../../causes/catalogue.ts';
import type { ExitCode } from '../../core/report.ts';
import { recognize } from '../../errors/recognize.ts';
import type { Way } from '../../verification/ask.ts';
import { fits } from '../../verification/own-lines.ts';
import { GRACE_MS, type Waited } from '../../verification/wait.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { isFixInPlace } from './agreement.ts';
import { behind, deduced, observed, refusedCredentials, type Why } from './behind.ts';
import type { Lines } from './own-log.ts';
import { NOT_ACCESS, remaining } from './remaining.ts';
import { type Asked, HTTP_ACCEPTED, reportVerification, type Verified } from './verified.ts';

/** The guide's estimate of a thousand poems, for this model; none where its price is not known. */
const thousand = (price: Price | null): readonly string[] =>
  price === null
    ? []
    : [
        `A thousand poems of the guide's size (${POEM_TOKENS.input} tokens in, ${POEM_TOKENS.output} out) cost about ${sayDollars(1_000 * dollars(POEM_TOKENS, price))} with this model.`,
      ];

/** What a poem by each way does not prove. */
const PROVES: { readonly [way in Way]: readonly string[] } = {
  api: [],
  lambda: [
    'The function was invoked directly: this proves the function, its role and the model, not the API before it.',
  ],
  direct: ['Bedrock was asked as you: this proves the account and the model, neither the function nor its role.'],
  role: ['Bedrock was asked as the role: this proves the role, the account and the model, not the application.'],
};

/** Where the operator is who is examined. */
const OWN_ACCESS = 'Bedrock was asked as you, who are examined: this proves your access, the account and the model.';

/** Layers that say nothing of the role where the operator was refused. */
const OF_THE_CALLER: ReadonlySet<string> = new Set(['policy', 'credentials']);

const warning = (doubt: string): string => `Warning: ${doubt}`;

const BY_TIME =
  'The log lines were found by time: no line has an id of the request, so they may be those of another one.';

const ACCEPTED =
  'The answer is 202: the work goes on after it, and so may its failure; --tail looks at the log lines of the request.';

/** What is known when a run is interrupted. */
const soFar = ({ attempts, last }: Waited): string => {
  const made = attempts === 1 ? '1 call was made' : `${attempts} calls were made`;
  return last === null
    ? `${made}.`
    : `${made}, the last answer was ${last.kind === 'poem' ? 'a success' : last.cause}.`;
};

/** Verdict and words for what was seen. Pure. */
export function conclude(
  waited: Waited,
  lines: Lines | null,
  asked: Asked,
  diagnosis: Diagnosis,
  price: Price | null,
): Verified {
  const { via, isGuide, proves, fixed, again } = asked;
  const { last, firstPoemAt } = waited;
  const refusal = last?.kind === 'refused' ? last : null;
  const of = (exit: ExitCode, why: Why | null, notes: readonly string[] = []): Verified => ({
    verification: reportVerification(waited, lines, asked, price),
    exit,
    why,
    notes: [
      ...asked.notes,
      ...notes,
      ...(lines?.byTime === true && !isGuide ? [BY_TIME] : []),
      ...(waited.poem === null
        ? []
        : [
            ...(waited.poem.status === HTTP_ACCEPTED && lines === null ? [ACCEPTED] : []),
            ...(via === 'direct' && proves ? [OWN_ACCESS] : PROVES[via]),
            ...waited.poem.doubts.map(warning),
            ...(isGuide && (via === 'api' || via === 'lambda') ? thousand(price) : []),
          ]),
    ],
  });
  const logged = refusal?.logged;
  // Lines that are shown themselves are not told once more.
  const isShown = (lines?.forbidden.length ?? 0) > 0;
  const words =
    refusal === null
      ? []
      : [
          `The last answer was: ${refusal.words}`,
          ...(logged === undefined || isShown ? [] : [`The log lines of the request say: ${logged}`]),
        ];
  const unread = lines?.unreadable == null ? [] : [`The log could not be read: ${lines.unreadable.why}`];
  switch (waited.outcome) {
    case 'interrupted':
      return of(130, null, [`Interrupted; ${soFar(waited)} Go on with: ${again}`]);
    case 'unreachable':
      // An answer that came says that the function does not reach Bedrock; without one it is we who reach nothing.
      return refusal === null || refusal.status === null
        ? of(3, deduced('endpoint-unreachable'), words)
        : of(1, behind(refusal, diagnosis.ranking), words);
    case 'refused': {
      const cause = refusal?.cause ?? 'unknown';
      const waitMinutes = refusal?.waitMinutes ?? null;
      // A denial without words is one of access all the same; of the guide's function it is what it says by itself.
      if (fixed && NOT_ACCESS.has(CAUSES[cause].layer) && (isGuide || cause !== 'unknown')) {
        const still = remaining(diagnosis.ranking);
        if (still !== null) return of(isOverByItself(still.cause) ? 5 : 1, still, words);
        return of(0, null, [...words, `That is no matter of access to Bedrock: ${CAUSES[cause].title} (${cause}).`]);
      }
      // Credentials that AWS does not accept are the operator's matter, whoever is examined.
      const own = proves ? null : refusedCredentials(diagnosis.ranking);
      if (own !== null) return of(4, own, words);
      if (!proves && OF_THE_CALLER.has(CAUSES[cause].layer)) {
        return of(3, null, [
          ...words,
          'That is what you are answered; of the principal that is examined it says nothing.',
        ]);
      }
      const notes = [...words, ...(lines?.errors ?? []).map((line) => `The log says: ${line}`), ...unread];
      if (!isFixInPlace(cause, diagnosis)) {
        // An application that says no more than that it failed is explained by what the diagnosis finds broken.
        const still = refusal?.own === true && !isGuide ? remaining(diagnosis.ranking) : null;
        const told = refusal === null ? observed('unknown') : behind(refusal, diagnosis.ranking);
        const why = still === null ? told : { ...still, shown: cause };
        return of(isOverByItself(why.cause) ? 5 : 1, why, notes);
      }
      return cause === 'marketplace-subscription-pending'
        ? of(5, observed(cause, waitMinutes), notes)
        : of(5, deduced('propagation-pending', waitMinutes), notes);
    }
    case 'borrowed':
      return of(1, deduced('marketplace-subscription-denied'), [
        'An answer came, but the account has no agreement and the role may not subscribe: calls stop within 15 minutes.',
      ]);
    case 'failed':
      return of(1, deduced('marketplace-subscription-failed'), [
        'An answer came, but the subscription has failed: calls stop within 15 minutes.',
      ]);
    case 'unproven': {
      const refused = waited.unknown?.refused === true;
      return of(refused ? 4 : 3, refused ? refusedCredentials(diagnosis.ranking) : null, [
        `An answer came, but whether the account has an agreement cannot be told: ${waited.unknown?.why ?? 'it is not known'}.`,
      ]);
    }
    case 'provisional': {
      const at = new Date((firstPoemAt ?? 0) + GRACE_MS).toISOString().slice(11, 16);
      return of(5, deduced('marketplace-subscription-pending'), [
        `Look again after ${at} UTC (--thorough stays until then) with: ${again}`,
      ]);
    }
    case 'verified':
      return proves
        ? ofLog(waited, lines, { isGuide, ranking: diagnosis.ranking }, of)
        : of(3, null, ['Whether the principal that is examined is answered, too, is not proven by that.']);
  }
}

/** What was read of the log of a request that was answered. */
const readText = ({ read }: Lines): string =>
  read === 0
    ? 'No log line of the request was found, so that the answer is all that is known of it.'
    : `The request wrote ${read} log line${read === 1 ? '' : 's'}, and none reports an error of AWS.`;

/** A poem came and will come: what the log says of it. */
function ofLog(
  { poem }: Waited,
  lines: Lines | null,
  { isGuide, ranking }: Pick<Asked, 'isGuide'> & Pick<Diagnosis, 'ranking'>,
  of: (exit: ExitCode, why: Why | null, notes?: readonly string[]) => Verified,
): Verified {
  if (lines === null) return of(0, null);
  if (lines.unreadable !== null) {
    const { exit, why } = lines.unreadable;
    return of(exit, exit === 4 ? refusedCredentials(ranking) : null, [`The log could not be read: ${why}`]);
  }
  const [forbidden] = lines.forbidden;
  if (forbidden !== undefined) {
    const found = recognize(forbidden);
    return of(1, observed(found?.cause ?? 'unknown', found?.waitMinutes ?? null), [
      isGuide || found === null
        ? `The log has a line that must not be there: ${forbidden}`
        : `The application answered, and an error of AWS stands in the log lines of the request: ${found.quote}`,
    ]);
  }
  // A line that is not there is nothing that AWS said.
  if (lines.missing.length > 0) return of(1, deduced('logs-missing'));
  // Nobody knows what another application's lines count.
  if (!isGuide) return of(0, null, [readText(lines)]);
  const { counted } = lines;
  return counted === null || poem === null || fits(counted, poem.poem)
    ? of(0, null)
    : of(0, null, [
        `Warning: the log counts ${counted} characters, the poem that came has ${poem.poem.length}; it may have been changed on its way.`,
      ]);
}
