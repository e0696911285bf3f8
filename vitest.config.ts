import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compiledSource } from './test/compiled-source.ts';

/** Tests that start a process or a browser are slow; `npm run test:unit` runs the others. */
const startsProcess = (file: string): boolean =>
  /from '(\.\/run\.ts|\.\/python\.ts|node:child_process)'|BINARY/.test(readFileSync(join('test', file), 'utf8'));
const unit = (): string[] =>
  readdirSync('test')
    .filter((file) => file.endsWith('.test.ts') && !startsProcess(file))
    .map((file) => `test/${file}`);

/**
 * Which part of a run a test belongs to. What reads thousands of texts comes first: V8 compiles regular expressions without
 * optimizing them once a process has 16 MB of machine code and a megabyte of it is theirs, and then they take fifteen times as
 * long (`TooMuchRegExpCode` in https://github.com/v8/v8/blob/main/src/regexp/regexp.cc). What waits for processes comes next, and
 * last what is short, so that no core is left without work while one long test ends.
 */
const partOf = ({ moduleId }: TestSpecification): number =>
  /\/(?:corpus|errors|frame|redact)[^/]*$/.test(moduleId) ? 0 : startsProcess(basename(moduleId)) ? 1 : 2;
class InParts extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => partOf(one) - partOf(other));
  }
}

export default defineConfig({
  plugins: [compiledSource],
  test: {
    include: process.env['TESTS'] === 'unit' ? unit() : ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/seed.ts', 'test/same-environment.ts'],
    // Far beyond what any test takes: on a machine under load a test is slow, not wrong.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    sequence: { sequencer: InParts },
    server: { deps: { external: [/\/bedrock-doctor-tests-/] } },
    pool: 'forks',
    // On two cores the threads that V8 collects garbage and compiles with take their time from other tests.
    execArgv: ['--enable-source-maps', '--single-threaded', '--max-semi-space-size=64'],
    // The files of a worker share what they import: no test changes a module, each has a folder and a sandbox of its own, and
    // gives the environment back as it was.
    isolate: false,
    // What is tested without a process needs a core; of the rest, half is waiting for a clock or another process.
    maxWorkers: availableParallelism() + (process.env['TESTS'] === 'unit' ? 0 : 3),
    // A run of the program is the quicker the more its process has run before: many at once are each in one of their own.
    maxConcurrency: 3,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
