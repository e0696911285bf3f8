import { harmless } from '../../core/harmless.ts';
import type { Report, ReportTarget } from '../../core/report.ts';
import { describeSource } from '../../core/target.ts';
import { hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

/** What was examined, and where each value came from (contract, section 1). */
export function header({ target }: Report, { style, paint }: Brush): readonly string[] {
  const names: readonly (readonly [keyof ReportTarget, string])[] = [
    ['caller', 'caller'],
    ['account', 'account'],
    ['region', 'Region'],
    ['stack', 'stack'],
    ['function', 'function'],
    ['role', 'role'],
    ['model', 'model'],
    ...(style.verbose
      ? ([
          ['logGroup', 'log group'],
          ['apiUrl', 'API'],
        ] as const)
      : []),
  ];
  return names.flatMap(([key, word]) => {
    const found = target[key];
    if (!found) return [];
    const told = `${found.value} (${describeSource(found.source)})`;
    return [hang(`  ${paint.dim(word.padEnd(12))}`, harmless(told), style.width)];
  });
}
