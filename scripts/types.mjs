// The library's type declarations: what src/index.ts reaches by type, once for import and once for require.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const SPECIFIER = /(from\s*['"]|import\(['"])(\.[^'"]+)\.ts(['"])/g;
const made = mkdtempSync(join(tmpdir(), 'bedrock-doctor-types-'));
try {
  const tsc = spawnSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      ...['--project', 'tsconfig.json', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly'],
      ...['--rootDir', '.', '--outDir', made],
    ],
    { stdio: 'inherit' },
  );
  if (tsc.status !== 0) process.exit(1);
  const root = join(made, 'src');
  const reached = new Map();
  const visit = (file) => {
    if (reached.has(file)) return;
    const text = readFileSync(`${file}.d.ts`, 'utf8');
    reached.set(file, text);
    for (const [, , specifier] of text.matchAll(SPECIFIER)) visit(resolve(dirname(file), specifier));
  };
  visit(join(root, 'index'));
  rmSync('dist/types', { recursive: true, force: true });
  for (const [file, text] of reached) {
    const foreign = /from\s*['"]([^.'"][^'"]*)['"]/.exec(text)?.[1];
    if (foreign !== undefined) throw new Error(`the types of the library reach ${foreign} through ${file}`);
    for (const ending of ['mjs', 'cjs']) {
      const path = join('dist/types', `${relative(root, file)}.d.${ending.replace('js', 'ts')}`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text.replace(SPECIFIER, `$1$2.${ending}$3`));
    }
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
