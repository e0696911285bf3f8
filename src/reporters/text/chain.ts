import { harmless } from '../../core/harmless.ts';
import { LINKS, type Link } from '../../core/link.ts';
import type { Report } from '../../core/report.ts';
import { isBlind } from '../blind.ts';
import { cellsOfCheck, namesOfCells } from '../cells.ts';
import { blockedIn, reasonIn, stateOf } from '../state.ts';
import { isOfUsers } from '../title.ts';
import { hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

/** How the links are called on the left of the table. */
const LINK_WORDS: { readonly [link in Link]: string } = {
  credentials: 'credentials',
  region: 'Region',
  stack: 'stack',
  function: 'function',
  role: 'role',
  model: 'model',
  form: 'form',
  agreement: 'agreement',
  policy: 'policy',
  capacity: 'capacity',
  application: 'application',
  log: 'log',
};

/** One line a link: folded when all is well, every sore check singly. */
export function chain(report: Report, brush: Brush): readonly string[] {
  const { style, paint, mark } = brush;
  const blind = isBlind(report);
  const ofUsers = isOfUsers(report);
  return LINKS.flatMap((link) => {
    const checks = report.checks.filter((check) => check.link === link);
    if (checks.length === 0) return [];
    const sore = checks.filter((check) =>
      (blind ? ['fail', 'warning'] : ['fail', 'warning', 'unknown']).includes(stateOf(check)),
    );
    const name = (link === 'role' && ofUsers ? 'user' : LINK_WORDS[link]).padEnd(12);
    if (sore.length === 0 && !style.verbose) {
      const blocked = blockedIn(checks);
      const good = blocked === null ? checks.filter(({ status }) => status === 'pass') : [];
      const first = blocked ?? good[0] ?? checks[0];
      if (!first) return [];
      const words = good.length > 0 ? first.title : (reasonIn(first, report.checks) ?? first.status);
      return [
        hang(
          `${mark(good.length > 0 ? 'pass' : 'idle')} ${paint.dim(name)}`,
          good.length > 0 ? words : paint.dim(words),
          style.width,
        ),
      ];
    }
    return (style.verbose ? checks : sore).flatMap((check) => {
      const state = stateOf(check);
      const own = cellsOfCheck(check, report.cells);
      const of = own.length === 0 ? '' : `${namesOfCells(own, report.cells)}: `;
      const broken = check.findings.some(
        ({ cause, severity }) => severity === 'error' && cause === report.rootCause?.cause,
      );
      const arrow = broken ? paint.fail(style.unicode ? ' ◀' : ' <') : '';
      if (check.findings.length === 0) {
        const why = reasonIn(check, report.checks);
        const reason = why === null ? '' : `: ${why}`;
        return [hang(`${mark(state)} ${name}`, harmless(`${of}${check.title}${reason}`), style.width)];
      }
      return check.findings.map(({ message }) => {
        const line = hang(
          `${mark(state)} ${broken ? paint.bold(name) : name}`,
          harmless(`${of}${message}`),
          style.width,
        );
        return `${broken ? paint.bold(line) : line}${arrow}`;
      });
    });
  });
}
