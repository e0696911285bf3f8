/*
 * Stryker's test runner for `npm run mutate`: the tests that judge a folder, bundled once, run in this process. A mutant takes
 * milliseconds; vitest, which loads everything anew for each, took three seconds.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';

const FOLDER = process.env.MUTATE ?? '';
const NAMESPACE = '__stryker__';

async function loadTests() {
  const judges = JSON.parse(readFileSync('test/mutation/judges.json', 'utf8'))[FOLDER];
  if (judges === undefined) throw new Error(`No tests judge src/${FOLDER}: add them to test/mutation/judges.json.`);
  const imports = ['./seed.ts', ...judges.map((name) => `./${name}.test.ts`)];
  // In `test`, so that files beside the tests are found.
  const outfile = resolve('test/mutants.mjs');
  await build({
    stdin: {
      contents: `${imports.map((path) => `import '${path}';`).join('\n')}\nexport { tests } from 'vitest';`,
      resolveDir: resolve('test'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { vitest: resolve('test/mutation/vitest.ts') },
    outfile,
    logLevel: 'error',
  });
  return (await import(pathToFileURL(outfile).href)).tests;
}

/** Runs them; stops at the first that fails where one is enough. */
async function runAll(tests, namespace, stops) {
  const results = [];
  for (const { id, run } of tests) {
    namespace.currentTestId = id;
    const startedAt = Date.now();
    const result = { id, name: id };
    try {
      await run();
      results.push({ ...result, status: 0, timeSpentMs: Date.now() - startedAt });
    } catch (error) {
      const failureMessage = String(error?.message ?? error).slice(0, 2_000);
      results.push({ ...result, status: 1, failureMessage, timeSpentMs: Date.now() - startedAt });
      if (stops) break;
    }
  }
  namespace.currentTestId = undefined;
  return { status: 'complete', tests: results };
}

class InProcess {
  constructor(namespace) {
    globalThis[namespace] ??= {};
    this.namespace = globalThis[namespace];
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env.TESTS = 'unit';
    this.tests = await loadTests();
  }

  async dryRun() {
    const result = await runAll(this.tests, this.namespace, false);
    return { ...result, mutantCoverage: this.namespace.mutantCoverage };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter, disableBail }) {
    const { namespace } = this;
    const chosen = new Set(testFilter);
    Object.assign(namespace, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const tests = testFilter === undefined ? this.tests : this.tests.filter(({ id }) => chosen.has(id));
    const result = await runAll(tests, namespace, !disableBail);
    const { hitCount } = namespace;
    Object.assign(namespace, { activeMutant: undefined, hitLimit: undefined });
    return toMutantRunResult(determineHitLimitReached(hitCount, hitLimit) ?? result);
  }
}

const create = () => new InProcess(NAMESPACE);
create.inject = tokens(commonTokens.logger);
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', create)];
