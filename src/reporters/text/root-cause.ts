import { OWNER_WORDS } from '../../causes/owner.ts';
import { sayBasis } from '../../causes/said.ts';
import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import { evidenceBeside } from '../evidence.ts';
import { ownerOf, rootTitle } from '../title.ts';
import { cutAtWord, hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

/** Long log lines end here in the text report; JSON has them whole. */
const MOST_EVIDENCE = 400;

/** What is broken, on what evidence, and who can fix it. */
export function rootCause(report: Report, { style, paint }: Pick<Brush, 'style' | 'paint'>): readonly string[] {
  const { rootCause: root } = report;
  if (!root) return [];
  const basis = sayBasis(root);
  const evidence = report.checks
    .flatMap(({ findings }) => findings)
    .filter(({ cause, severity }) => cause === root.cause && severity === 'error')
    .flatMap((finding) =>
      finding.evidence
        .filter((one) => one.kind !== 'fact' || one.value !== null)
        .map((one) => evidenceBeside(one, finding.message)),
    );
  const row = (word: string, text: string): string =>
    hang(`  ${paint.dim(word.padEnd(12))}`, harmless(text), style.width);
  return [
    '',
    hang('', `${paint.fail(rootTitle(report) ?? root.title)} ${paint.dim(`(${root.cause}; ${basis})`)}`, style.width),
    ...[...new Set(evidence)].slice(0, 4).map((line) => row('evidence', cutAtWord(line, MOST_EVIDENCE))),
    hang('  ', `${paint.dim('Who can fix it:')} ${OWNER_WORDS[ownerOf(report) ?? root.owner]}`, style.width),
    ...(root.waitMinutes === null ? [] : [row('wait', `AWS says to try again after ${root.waitMinutes} minutes`)]),
    ...(report.otherCauses.length === 0 ? [] : [row('next', report.otherCauses.join(', '))]),
  ];
}
