import type { Sourced } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import type { Deployment } from '../../options/samconfig.ts';

/** The word that means every stack of SAM's configuration file. */
const ALL = 'all';

/** One stack of a run that looks at several. */
interface AskedStack {
  readonly stack: Sourced<string>;
  /** What SAM's configuration file says of it; null where it does not name it. */
  readonly deployment: Deployment | null;
}

/** The options as they are for one of several stacks. */
export interface OptionsOfStack {
  readonly options: ResolvedOptions;
  /** Whether the template in this folder is this stack's, as far as anybody says. */
  readonly ownsTemplate: boolean;
  /** What the reader should know of where it is looked for; null where there is nothing. */
  readonly note: string | null;
}

/**
 * The stacks that `--stack` names: repeated, as a comma list, or `all` for every one in SAM's configuration file; each once
 * a Region. Empty where none was given. Throws a `UsageError` for `all` where no file names a stack.
 */
function stacksOf(options: ResolvedOptions): readonly AskedStack[] {
  const { samConfig } = options;
  const deployments = samConfig?.deployments ?? [];
  const given = (options.list('stack') ?? []).flatMap(({ value, source }) =>
    value
      .split(/[\s,]+/)
      .filter((name) => name !== '')
      .map((name): Sourced<string> => ({ value: name, source })),
  );
  const asked = given.flatMap((stack): readonly AskedStack[] => {
    if (stack.value !== ALL) {
      const own = deployments.find((one) => one.stack.value === stack.value);
      return [{ stack, deployment: own ?? null }];
    }
    if (deployments.length > 0) return deployments.map((deployment) => ({ stack: deployment.stack, deployment }));
    throw new UsageError(
      `${options.where('stack')} all means every stack that samconfig names, and ${samConfig === null ? 'there is no samconfig.toml here' : `${samConfig.path} names none`}; name the stacks, or run it beside the template.`,
    );
  });
  const keyOf = ({ stack, deployment }: AskedStack): string => `${stack.value} ${deployment?.region?.value ?? ''}`;
  return [...new Map(asked.map((one) => [keyOf(one), one])).values()];
}

/** The same options, naming one stack in its own Region. */
function narrowTo(options: ResolvedOptions, { stack, deployment }: AskedStack, several: boolean): OptionsOfStack {
  const { samConfig } = options;
  const set = options.text('region');
  // A flag, a variable and our own file come before SAM's; within SAM's file each environment has its own Region.
  const fromSam = set === null || (set.source.from === 'file' && set.source.path === samConfig?.path);
  const own = deployment?.region ?? null;
  const region = fromSam ? (own ?? set) : set;
  const elsewhere = own !== null && region !== null && own.value !== region.value;
  const ownsTemplate = !several || deployment !== null || (samConfig?.deployments ?? []).length === 0;
  return {
    options: {
      ...options,
      text: (name) => (name === 'stack' ? stack : name === 'region' ? region : options.text(name)),
      list: (name) => (name === 'stack' ? [stack] : options.list(name)),
      source: (name) =>
        name === 'stack' ? stack.source : name === 'region' ? (region?.source ?? null) : options.source(name),
      sam: (key) => (key === 'parameter_overrides' && deployment !== null ? deployment.overrides : options.sam(key)),
    },
    ownsTemplate,
    note: elsewhere
      ? `${samConfig?.path} deploys ${stack.value} to ${own.value} (environment ${deployment?.environment}); it is looked for in ${region.value}, as ${options.where('region')} says.`
      : null,
  };
}

/** The options of each stack of a run; one with the options as they are where no stack was given. Throws a `UsageError`. */
export function optionsOfStacks(options: ResolvedOptions): readonly [OptionsOfStack, ...OptionsOfStack[]] {
  const [first, ...rest] = stacksOf(options).map((one, _index, all) => narrowTo(options, one, all.length > 1));
  return first === undefined ? [{ options, ownsTemplate: true, note: null }] : [first, ...rest];
}
