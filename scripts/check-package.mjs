// Looks at a packed tarball as its users' tools would: publint, and attw for the types. Exits 1 for any finding.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** The registry's own bound is far above this; ours keeps `npx` quick. */
const MOST_BYTES = 1_200_000;
const path = process.argv[2];
if (path === undefined) throw new Error('usage: check-package.mjs TARBALL');
const tarball = readFileSync(path);
const bytes = new Uint8Array(tarball);
const wrong = [];
if (bytes.length > MOST_BYTES) wrong.push(`the tarball has ${bytes.length} bytes; at most ${MOST_BYTES} are wanted`);

const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
wrong.push(...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`));

const analysis = await checkPackage(createPackageFromTarballData(bytes));
if (!analysis.types) wrong.push('attw: the package has no types');
// What is no program has no types.
else
  wrong.push(
    ...analysis.problems
      .filter(({ entrypoint }) => !/^\.\/schema(?:\/|$)/.test(entrypoint))
      .map((problem) => `attw: ${JSON.stringify(problem)}`),
  );

for (const script of ['preinstall', 'install', 'postinstall']) {
  if (JSON.parse(readFileSync('package.json', 'utf8')).scripts[script] !== undefined)
    wrong.push(`there is a ${script} script`);
}
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
console.log(`${Math.round(bytes.length / 1000)} kB; publint and attw have nothing to say`);
