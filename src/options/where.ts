import type { Source } from '../core/target.ts';
import { longFlag, OPTIONS, type Option, type OptionName } from './table.ts';

/** Where a value is, as an error names it: '--region', 'AWS_REGION', '"region" in samconfig.toml, line 3'. */
export function whereIs(name: OptionName, source: Source): string {
  if (source.from === 'env') return source.name;
  if (source.from !== 'file') return longFlag(name);
  const option: Option = OPTIONS[name];
  const key = /\.(?:toml|ya?ml)$/.test(source.path) ? (option.samconfig ?? name) : name;
  return `"${key}" in ${source.path}, line ${source.line}`;
}

/** The same as the beginning of a sentence, where a line number is an insertion. */
export const whereFirst = (name: OptionName, source: Source): string =>
  source.from === 'file' ? `${whereIs(name, source)},` : whereIs(name, source);
