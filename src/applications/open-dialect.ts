import type { Dialect, OpenDialect } from '../core/dialect.ts';
import { nativePattern, type Pattern } from '../core/pattern.ts';
import { GUIDE_DIALECT } from './guide.ts';

/** A dialect's expressions begin where the application's own words do. */
const anchored = (source: string): string => `^\\s*(?:${source})`;
const OURS: ReadonlySet<string> = new Set(
  [GUIDE_DIALECT.success, GUIDE_DIALECT.failure, GUIDE_DIALECT.calling].flatMap((source) => source ?? []),
);

/**
 * Compiles what a dialect's lines are known by. What we wrote runs on JavaScript's engine; what stands in a config file, or in
 * saved facts, on one that no expression can hold up, and says nothing where that engine cannot run it.
 */
export async function openDialect(dialect: Dialect): Promise<OpenDialect> {
  const open = async (source: string | null): Promise<Pattern | null> => {
    if (source === null) return null;
    if (OURS.has(source)) return nativePattern(new RegExp(anchored(source)));
    const { linearPattern } = await import('../core/linear.ts');
    return linearPattern({ source: anchored(source) });
  };
  return {
    dialect,
    success: await open(dialect.success),
    failure: await open(dialect.failure),
    calling: await open(dialect.calling),
  };
}
