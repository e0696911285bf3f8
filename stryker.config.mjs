const folder = process.env.MUTATE ?? 'src';

/** For `npm run mutate` alone (`scripts/mutate.mjs`), which says what is mutated. */
export default {
  testRunner: 'in-process',
  plugins: ['./scripts/mutation-runner.mjs'],
  // Stryker rewrites a tsconfig with TypeScript's own API, which TypeScript 7 does not have: it is given none.
  tsconfigFile: 'none.json',
  // Words are reviewed in the reports; a mutant for each of them would be most of all mutants.
  mutator: { excludedMutations: ['StringLiteral'] },
  // What runs once, at import, costs a whole run each.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/dist', '/docs', '/bench', '/examples', '/executable', '/deploy', '/reports', '/.stryker-tmp'],
  tempDirName: `.stryker-tmp/${folder}`,
  timeoutMS: 2000,
  concurrency: 1,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  htmlReporter: { fileName: `reports/mutation/${folder}.html` },
};
