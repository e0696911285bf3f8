import { byOwner } from '../../causes/owner.ts';
import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import { hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

/** The remedies, safest first: what, how, at which risk, how long, and the way back. */
export function remedies(report: Report, { style, paint }: Brush): readonly string[] {
  if (report.remedies.length === 0) return [];
  return [
    '',
    paint.bold('How to fix it, safest first'),
    ...report.remedies.flatMap(({ title, command, risk, steps, owner, time, undo }) => [
      hang('  ', `${harmless(title)}${owner === 'developer' ? '' : byOwner(owner)}`, style.width),
      ...(command === null ? [] : [`    ${paint.command(harmless(command))}`]),
      ...steps.map((step) => hang('    ', harmless(step), style.width)),
      ...(risk === '' ? [] : [hang('    ', paint.dim(harmless(risk)), style.width)]),
      // A diagnosis is read for the cause; who is about to change something wants to know the rest.
      ...(time === null || undo === null || !(report.command === 'fix' || style.verbose)
        ? []
        : [hang('    ', paint.dim(`Takes ${harmless(time)}. To undo it: ${harmless(undo)}.`), style.width)]),
    ]),
  ];
}
