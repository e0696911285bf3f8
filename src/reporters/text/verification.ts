import { aboutDollars } from '../../bedrock/poem-cost.ts';
import { harmless } from '../../core/harmless.ts';
import type { Verification } from '../../core/report.ts';
import type { Style } from '../../core/style.ts';
import { cutAtWord, hang } from '../wrap.ts';

const WAYS = {
  api: 'through the API: the whole road was used',
  lambda: 'through Lambda: the function, its role and Bedrock were used, the API was not',
  role: 'directly, as the role: the role, the account and the model were used, the application was not',
  direct: 'directly, as the caller: the account and the model were used, no application was',
} as const;

/** What the verification saw: the poem, the log lines, the cost. */
export function verificationLines(
  { attempts, waitedMs, via, poem, answer, provisional, log, cost }: Verification,
  style: Style,
  mark: (state: 'pass' | 'fail') => string,
): readonly string[] {
  if (attempts === 0) return [];
  return [
    '',
    hang(
      '',
      `Asked ${attempts} time${attempts === 1 ? '' : 's'} in ${(waitedMs / 1_000).toFixed(1)} s, ${WAYS[via]}.`,
      style.width,
    ),
    ...(answer === null || answer.trim() === ''
      ? []
      : [
          '',
          ...(poem ?? shortened(answer)).split(/\r?\n/).map((line) => hang('    ', harmless(line), style.width)),
          '',
        ]),
    ...log.seen.map((line) => hang(`${mark('pass')} `, harmless(line), style.width)),
    ...log.missing.map((line) => hang(`${mark('fail')} `, `not seen: ${harmless(line)}`, style.width)),
    ...log.forbidden.map((line) => hang(`${mark('fail')} `, harmless(line), style.width)),
    ...(provisional
      ? [
          hang(
            '',
            'Provisional: calls can succeed for up to 15 minutes before the subscription is there; run bedrock-doctor verify again then.',
            style.width,
          ),
        ]
      : []),
    ...(cost === null
      ? []
      : [
          hang(
            '',
            `Cost${attempts > 1 ? ' of an answer' : ''}: ${cost.inputTokens} input and ${cost.outputTokens} output tokens${cost.estimated ? ' (estimated)' : ''}${cost.usd === null ? '' : `, ${aboutDollars(cost.usd, 'about ')}`}.`,
            style.width,
          ),
        ]),
  ];
}

/** A foreign answer is shown as far as it tells that it came. */
const MOST_SHOWN = 400;
const shortened = (answer: string): string => cutAtWord(answer, MOST_SHOWN);
