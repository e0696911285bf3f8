import type { Evidence } from '../core/finding.ts';
import { describeSource } from '../core/target.ts';
import { sayMoment } from './moment.ts';

/** What a finding rests on, in a line. */
function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'log':
      return `log ${sayMoment(evidence.at)}: ${evidence.line}`;
    case 'statement':
      return `${evidence.effect} in ${evidence.policy}${evidence.index === null ? '' : `, statement ${evidence.index + 1}`}`;
    case 'answer':
      return `${evidence.action} answered ${evidence.code}: ${evidence.message}`;
    case 'fact':
      return `${evidence.probe}${evidence.pointer} is ${JSON.stringify(evidence.value)}`;
    case 'setting':
      return `${describeSource(evidence.source)} says ${evidence.value}`;
  }
}

/** So many letters in common are no accident. */
const SAME = 40;

/** Whether a finding's own words quote that line: some part of them that begins behind a colon is in it. */
const isQuoted = (line: string, message: string): boolean =>
  [...message.matchAll(/: /g)].some(({ index }) => {
    const part = message.slice(index + 2).trimEnd();
    return part.length >= SAME && line.includes(part.slice(0, SAME));
  });

/** The same for whoever has just read the finding's words: what those quote already is only named, with its place. */
export function evidenceBeside(evidence: Evidence, message: string): string {
  if (evidence.kind === 'log' && isQuoted(evidence.line, message)) {
    return `log ${sayMoment(evidence.at)}, ${[evidence.group, evidence.stream].filter((part) => part !== '').join(', ')}`;
  }
  if (evidence.kind === 'answer' && isQuoted(evidence.message, message)) {
    return `${evidence.action} answered ${evidence.code}`;
  }
  return evidenceText(evidence);
}
