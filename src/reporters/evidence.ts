import type { Evidence } from '../core/finding.ts';
import { describeSource } from '../core/target.ts';

/** What a finding rests on, in a line. */
export function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'log':
      return `log ${evidence.at.slice(11, 19)}Z: ${evidence.line}`;
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
