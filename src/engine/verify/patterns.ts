import type { Pattern } from '../../core/pattern.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import { compile } from '../../verification/expectations.ts';

/** The regular expressions of an option; null where it is not given. Throws a `UsageError` for what is none. */
export function patternsOf(
  options: ResolvedOptions,
  name: 'expect' | 'forbid' | 'until' | 'answer',
  model: string,
): readonly Pattern[] | null {
  const given = options.list(name);
  return (
    given?.flatMap(({ value }) => {
      try {
        return compile([value], model);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw options.wrong(
          name,
          /looks ahead/.test(error.message)
            ? 'must be a regular expression that neither looks ahead or back nor refers to a group, which can take for ever'
            : 'must be a regular expression; put \\ before a sign that stands for itself',
          value,
        );
      }
    }) ?? null
  );
}
