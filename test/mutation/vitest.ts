import { ASYMMETRIC_MATCHERS_OBJECT, chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';

/**
 * What the tests that judge mutants use of vitest, in this process: thousands of mutants are run without loading a module
 * anew. The words of assertions are vitest's own; files are bundled with this in place of `vitest` (`scripts/mutation-runner.mjs`).
 */

type Run = () => unknown;
type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A test, with the hooks around it. */
export interface Collected {
  readonly id: string;
  readonly run: () => Promise<void>;
}

interface Scope {
  readonly name: string;
  readonly outer: Scope | null;
  readonly before: Run[];
  readonly after: Run[];
  /** Run once, before the first test inside. */
  readonly first: Run[];
}

const collected: Collected[] = [];
/** Every test of the bundle, in order. */
export const tests: readonly Collected[] = collected;
const scopeIn = (name: string, outer: Scope | null): Scope => ({ name, outer, before: [], after: [], first: [] });
let scope = scopeIn('', null);

const around = (inner: Scope): readonly Scope[] => (inner.outer === null ? [inner] : [...around(inner.outer), inner]);

export function describe(name: string, body: Run): void {
  const outer = scope;
  scope = scopeIn(name, outer);
  body();
  scope = outer;
}

export function test(name: string, body: Run): void {
  const scopes = around(scope);
  const names = [...scopes.slice(1).map((one) => one.name), name].join(' > ');
  collected.push({
    id: `${collected.length} ${names}`,
    run: async () => {
      for (const { first } of scopes) for (const hook of first.splice(0)) await hook();
      for (const { before } of scopes) for (const hook of before) await hook();
      try {
        await body();
      } finally {
        for (const { after } of scopes) for (const hook of after) await hook();
      }
    },
  });
}

/** A table's rows: an array is the arguments, anything else the only one. */
const each =
  (declare: (name: string, body: Run) => void) =>
  (rows: readonly Row[]) =>
  (name: string, body: (...args: unknown[]) => unknown): void => {
    for (const [index, row] of rows.entries())
      declare(`${name} ${index}`, () => (Array.isArray(row) ? body(...row) : body(row)));
  };
describe.each = each(describe);
test.each = each(test);

export const beforeEach = (hook: Run): number => scope.before.push(hook);
export const afterEach = (hook: Run): number => scope.after.push(hook);
export const beforeAll = (hook: Run): number => scope.first.push(hook);
/** The process ends with the run. */
export const afterAll = (_hook: Run): void => undefined;

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  (globalThis as unknown as Record<symbol, object>)[ASYMMETRIC_MATCHERS_OBJECT as unknown as symbol],
);
