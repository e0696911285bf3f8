import { CAUSES } from '../../causes/catalogue.ts';
import { harmless } from '../../core/harmless.ts';
import { shortPrincipal } from '../../core/principal.ts';
import type { Style } from '../../core/style.ts';
import { sayMoment } from '../moment.ts';
import { type Brush, brushOf } from '../text/brush.ts';
import { titleOf } from '../title.ts';
import { cutAtWord, hang } from '../wrap.ts';
import type { CallersDocument, DocumentCaller } from './document.ts';

/** Long answers end here in the text report; JSON has them whole. */
const MOST_QUOTED = 300;

/** What the text says of a caller beside its document. */
export interface CallerState {
  readonly newestRefused: boolean;
  /** Calls that were neither served nor refused. */
  readonly failed: number;
}

/** 'refused 34, served 2'. */
const counts = ({ refused, served }: DocumentCaller, failed: number): string =>
  [
    ...(refused > 0 ? [`refused ${refused}`] : []),
    ...(served > 0 ? [`served ${served}`] : []),
    ...(failed > 0 ? [`throttled or failed otherwise ${failed}`] : []),
  ].join(', ');

const cut = (text: string): string => cutAtWord(text, MOST_QUOTED);

function callerLines(
  caller: DocumentCaller,
  { newestRefused, failed }: CallerState,
  { style, paint, mark }: Brush,
): string[] {
  const { principal, application, models, lastRefusal, command } = caller;
  const state = newestRefused ? 'fail' : lastRefusal === null && failed === 0 ? 'pass' : 'warning';
  const who = [shortPrincipal(principal), ...(application === null ? [] : [application])].map(harmless).join(', ');
  const row = (text: string): string => hang('    ', text, style.width);
  return [
    hang(`${mark(state)} `, `${paint.bold(who)}: ${counts(caller, failed)}`, style.width),
    ...(models.length === 0 ? [] : [row(`${paint.dim('calls')} ${harmless(models.join(', '))}`)]),
    ...(lastRefusal === null
      ? []
      : [
          row(
            `${paint.dim('last refused')} ${sayMoment(lastRefusal.at)}: ${
              lastRefusal.cause === null
                ? 'a denial in words that are not known'
                : titleOf(CAUSES[lastRefusal.cause], principal)
            }${lastRefusal.cause === null ? '' : ` (${lastRefusal.cause})`}`,
          ),
          row(`${paint.dim('AWS said')} ${cut(harmless(lastRefusal.quote))}`),
        ]),
    // A command is copied as it is: no line break of ours is in it.
    ...(command === null || lastRefusal === null ? [] : [`    ${paint.command(command)}`]),
    '',
  ];
}

/** Who called Bedrock, for people. `stateOf`: of the caller of that index. */
export function callersText(
  document: CallersDocument,
  style: Style,
  stateOf: (index: number) => CallerState,
  denied: boolean,
): string {
  const brush = brushOf(style);
  const { callers, target, history, notes } = document;
  const where = `account ${target.account?.value ?? 'unknown'}, ${target.region?.value ?? ''}`;
  const nobody = denied ? `Nobody was refused in ${where}.` : `Nobody called Bedrock in ${where}.`;
  const intro = `${denied ? 'Who was refused by' : 'Who called'} Bedrock in ${where}, from ${history.from.slice(0, 16)}Z to ${history.until.slice(0, 16)}Z (${history.events} calls in CloudTrail's event history):`;
  // That nobody called is said only of what was read to its end.
  const told = callers.length === 0 ? (history.complete ? [nobody] : []) : [intro];
  return `${[
    ...told.map((line) => hang('', line, style.width)),
    '',
    ...callers.flatMap((caller, index) => callerLines(caller, stateOf(index), brush)),
    ...(style.quiet ? [] : notes.map((note) => hang('', harmless(note), style.width))),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
