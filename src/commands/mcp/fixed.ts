import { UsageError } from '../../core/usage-error.ts';
import { longFlag, type OptionName } from '../../options/table.ts';

/** Where a server looks and as whom, as far as it was started with it; a tool then cannot choose another. */
export type Fixed = { readonly [name in (typeof FIXABLE)[number]]?: string };

/** Options of `mcp` itself: where and as whom every tool looks. */
export const FIXABLE = [
  'profile',
  'region',
  'endpointUrl',
  'assumeRole',
  'externalId',
  'config',
] as const satisfies readonly OptionName[];

/** Throws a `UsageError` where a call asks for another place than the one the server was started for. */
export function mustBeFixed(fixed: Fixed, given: { readonly [name: string]: unknown }): void {
  for (const name of FIXABLE) {
    const [own, asked] = [fixed[name], given[name]];
    if (own === undefined || asked === undefined || asked === own) continue;
    throw new UsageError(
      `${name} is fixed: this server was started with ${longFlag(name)} ${own}; leave ${name} out, or start another server for ${JSON.stringify(asked)}.`,
    );
  }
}
