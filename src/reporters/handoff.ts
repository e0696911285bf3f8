import { CAUSES } from '../causes/catalogue.ts';
import { aboutOf, type Said } from '../causes/handoff/about.ts';
import { ASKS } from '../causes/handoff/asks.ts';
import { OWNER_WORDS } from '../causes/owner.ts';
import { sayer } from '../causes/said.ts';
import type { CauseId, Owner } from '../core/cause.ts';
import { harmless } from '../core/harmless.ts';
import type { Report } from '../core/report.ts';
import { uncapitalize } from '../core/sentence.ts';
import { VERSION } from '../core/version.ts';
import { sayMoment } from './moment.ts';
import { titleOf } from './title.ts';
import { cutAtWord, widthOf } from './wrap.ts';

/** A text to send to whoever can fix the cause. */
export interface Handoff {
  readonly to: Owner;
  /** One line. */
  readonly subject: string;
  /** Plain text, lines of at most 76 columns but for what may not be broken. */
  readonly body: string;
}

/** Mail programs quote with two more handoff and break at 78: https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1 */
const WIDTH = 76;
/** One quotation may fill a third of a screen, no more. */
const MOST_QUOTED = 600;
const MOST_SAID = 2;
/** Whoever gets the handoff may never have heard of it. */
const THE_TOOL =
  'bedrock-doctor is a command-line tool that reads the settings of an AWS account and says why calls to Amazon Bedrock are refused, and by what. A diagnosis changes nothing and asks no model; you need not install it to help.';

/** Lines of at most that many columns; an ARN or an address that is longer stays whole, to be copied. */
function fold(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of harmless(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const paragraph = (text: string): string => fold(text, WIDTH).join('\n');
const list = (items: readonly string[]): string =>
  items.map((one) => `- ${fold(one, WIDTH - 2).join('\n  ')}`).join('\n');

function quoted({ words, at, requestId }: Said): string {
  const when = [at === null ? [] : [`at ${at}, UTC`], requestId === null ? [] : [`request ${requestId}`]].flat();
  const lines = fold(cutAtWord(words, MOST_QUOTED), WIDTH - 4).map((line) => `    ${line}`);
  return `${paragraph(`AWS says${when.length === 0 ? '' : ` (${when.join(', ')})`}:`)}\n${lines.join('\n')}`;
}

/** The cause a handoff is about: the root cause, or that the operator may not look. */
function causeOf({ rootCause, checks }: Report): CauseId | null {
  if (rootCause !== null) return rootCause.cause;
  return checks.some(({ status, reason }) => status === 'unknown' && reason?.startsWith('you may not '))
    ? 'operator-not-allowed'
    : null;
}

/** The handoff that a report calls for; null where the developer can fix it, or nobody has to. Pure. */
export function composeHandoff(report: Report): Handoff | null {
  const id = causeOf(report);
  const ask = id === null ? undefined : ASKS[id];
  if (id === null || ask === undefined) return null;
  const about = aboutOf(report);
  const { owner, source } = CAUSES[id];
  const title = titleOf(CAUSES[id], report.target.principal?.value ?? null);
  const { opening, subject, asks, statement, console: way } = ask(about);
  const passed = report.checks.filter(({ status }) => status === 'pass').map((check) => check.title);
  const unread = report.checks
    .filter(({ status }) => status === 'unknown')
    .map((check) => `${check.title}: ${check.reason ?? 'not known'}`);
  const done = report.changes
    .filter(({ status }) => status === 'done')
    .map((change) => `${change.subject} (${change.setting})`);
  const basis = report.rootCause?.basis === 'observed' ? `${sayer(id)} said so` : 'this follows from what was read';
  const parts: readonly (string | null)[] = [
    'Hello,',
    paragraph(
      opening ??
        `${about.who} in account ${about.account}, ${about.region}, cannot use ${about.model} on Amazon Bedrock.${about.role === null || !about.isFunction ? '' : ` It runs as ${about.role}.`}`,
    ),
    paragraph(
      `The cause: ${uncapitalize(title)} (${id}; ${basis}).${about.denials.length === 0 ? '' : ` What denies: ${about.denials.join('; ')}.`}`,
    ),
    ...about.said.slice(0, MOST_SAID).map(quoted),
    'What we ask for:',
    list(way === undefined ? asks : [...asks, `Without installing anything, in the AWS console: ${way}`]),
    statement === null ? null : `${paragraph(statement.lead)}\n\n${JSON.stringify(statement.document, null, 2)}`,
    passed.length === 0 ? null : `Checked and in order:\n${list(passed)}`,
    unread.length === 0 ? null : `Could not be looked at:\n${list(unread)}`,
    done.length === 0 ? 'Nothing has been changed for it so far.' : `Changed for it so far:\n${list(done)}`,
    paragraph(THE_TOOL),
    `More about it: ${source}\nFound by bedrock-doctor ${VERSION} as ${about.caller}, ${sayMoment(report.startedAt)}.`,
  ];
  return { to: owner, subject: harmless(subject), body: `${parts.filter((part) => part !== null).join('\n\n')}\n` };
}

/** A handoff as it is shown: to whom, what about, the text. */
export const handoffText = ({ to, subject, body }: Handoff): string =>
  `To: ${OWNER_WORDS[to]}\nSubject: ${subject}\n\n${body}`;
