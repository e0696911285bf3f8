/*
 * `npm run mutate -- <folder of src, or a file of it> …`: Stryker changes the code bit by bit, and says which changes no test
 * notices. What comes after the path is an option of Stryker's. The tests that judge are told in `test/mutation/judges.json`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const [named, ...options] = process.argv.slice(2);
const path = `src/${(named ?? '').replace(/^src\//, '').replace(/\/$/, '')}`;
if (named === undefined || !existsSync(path)) {
  console.error('Which part of src? For example: npm run mutate -- checks, or: npm run mutate -- iam/levels.ts');
  process.exit(2);
}
const mutate = statSync(path).isDirectory() ? `${path}/**/*.ts` : path;
const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', mutate, ...options], {
  stdio: 'inherit',
  env: { ...process.env, MUTATE: path.split('/')[1] },
});
process.exit(status ?? 1);
