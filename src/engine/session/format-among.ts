import type { ResolvedOptions } from '../../options/resolve.ts';

/** The format of what is no report and has a few forms only; the first where none is given. Throws a `UsageError`. */
export function formatAmong<T extends string>(options: ResolvedOptions, forms: readonly [T, ...T[]]): T {
  const given = options.text('format')?.value ?? forms[0];
  const found = forms.find((form) => form === given);
  if (found === undefined) throw options.wrong('format', `must be ${forms.join(' or ')} here`);
  return found;
}
