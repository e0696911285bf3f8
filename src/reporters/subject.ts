import { shortPrincipal } from '../core/principal.ts';
import type { Report, ReportCell, ReportTarget } from '../core/report.ts';

/** More names than these tell nothing in a title. */
const MOST_NAMED = 3;

/** What a title says of what was examined. */
interface Named {
  readonly who: string | null;
  readonly model: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly stack: string | null;
}

const namedCell = ({ function: fn, principal, model, account, region, stack }: ReportCell): Named => ({
  who: fn ?? (principal === null ? null : shortPrincipal(principal)),
  model,
  account,
  region,
  stack,
});

/** What is known where there is no cell. */
const namedTarget = ({ function: fn, principal, role, model, account, region, stack }: ReportTarget): Named => ({
  who: fn?.value ?? (principal === null ? (role?.value ?? null) : shortPrincipal(principal.value)),
  model: model?.value ?? null,
  account: account?.value ?? null,
  region: region?.value ?? null,
  stack: stack?.value ?? null,
});

/** Each name once, the first few and how many more; null where there is none. */
function listed(all: readonly (string | null)[]): string | null {
  const names = [...new Set(all.filter((name) => name !== null))];
  if (names.length === 0) return null;
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** 'orders-Answer, model anthropic…, account 123456789012, ap-northeast-2, stack orders', as far as it is known. */
function describe(all: readonly Named[]): string {
  const plural = (key: keyof Named, word: string): string =>
    new Set(all.map((one) => one[key]).filter((value) => value !== null)).size > 1 ? `${word}s` : word;
  const part = (key: keyof Named, word: string): readonly string[] => {
    const names = listed(all.map((one) => one[key]));
    return names === null ? [] : [word === '' ? names : `${plural(key, word)} ${names}`];
  };
  return [
    ...part('who', ''),
    ...part('model', 'model'),
    ...part('account', 'account'),
    ...part('region', ''),
    ...part('stack', 'stack'),
  ].join(', ');
}

/** One cell in a few words: function or principal, model, account, Region, stack. */
export const describeCell = (cell: ReportCell): string => describe([namedCell(cell)]);

/** Some cells in a few words. */
export const describeCells = (cells: readonly ReportCell[]): string => describe(cells.map(namedCell));

/** What a run was about, for titles: its cells, else what is known of its target; '' where nothing is. */
export const describeRun = ({ cells, target }: Report): string =>
  cells.length > 0 ? describeCells(cells) : describe([namedTarget(target)]);
