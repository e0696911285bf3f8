/*
 * Stryker's test runner for `npm run mutate`: the tests that judge a folder, bundled and compiled once, run in this process. A
 * mutant takes milliseconds; vitest, which loads everything anew for each, took three seconds.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compileFunction, constants } from 'node:vm';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';

const FOLDER = process.env.MUTATE ?? '';
const NAMESPACE = '__stryker__';

/** Compiles them; every call of what it resolves to makes all modules anew, so that no mutant leaves anything behind. */
async function compileTests() {
  const judges = JSON.parse(readFileSync('test/mutation/judges.json', 'utf8'))[FOLDER];
  if (judges === undefined) throw new Error(`No tests judge src/${FOLDER}: add them to test/mutation/judges.json.`);
  const imports = ['./seed.ts', ...judges.map((name) => `./${name}.test.ts`)];
  const { outputFiles } = await build({
    stdin: {
      contents: `${imports.map((path) => `import '${path}';`).join('\n')}\nexport { tests } from 'vitest';`,
      resolveDir: resolve('test'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    alias: { vitest: resolve('test/mutation/vitest.ts') },
    // As if all stood in `test`, where the files beside the tests are.
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__url' },
    write: false,
    logLevel: 'error',
  });
  const filename = resolve('test/mutants.cjs');
  const names = ['require', 'module', '__dirname', '__url'];
  const run = compileFunction(outputFiles[0].text, names, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return () => {
    const module = { exports: {} };
    run(createRequire(filename), module, resolve('test'), `file://${filename}`);
    return module.exports.tests;
  };
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
    this.testsAnew = await compileTests();
  }

  async dryRun() {
    const result = await runAll(this.testsAnew(), this.namespace, false);
    return { ...result, mutantCoverage: this.namespace.mutantCoverage };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter, disableBail }) {
    const { namespace } = this;
    const chosen = new Set(testFilter);
    const all = this.testsAnew();
    Object.assign(namespace, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const tests = testFilter === undefined ? all : all.filter(({ id }) => chosen.has(id));
    const result = await runAll(tests, namespace, !disableBail);
    const { hitCount } = namespace;
    Object.assign(namespace, { activeMutant: undefined, hitLimit: undefined });
    return toMutantRunResult(determineHitLimitReached(hitCount, hitLimit) ?? result);
  }
}

const create = () => new InProcess(NAMESPACE);
create.inject = tokens(commonTokens.logger);
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', create)];
