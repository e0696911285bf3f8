import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build as bundle, transform } from 'esbuild';
import { asCommonJs, common } from './build-options.mjs';
import { leanSdk } from './lean-sdk.mjs';
import { sbomOf } from './sbom.mjs';

rmSync('dist', { recursive: true, force: true });
/** The files that went into the bundles, for the bill of materials. */
const inputs = new Set();
/** Builds, and gives the files that were made. */
const build = async (options) => {
  const { metafile } = await bundle({
    ...common,
    outdir: 'dist',
    metafile: true,
    ...options,
    outExtension: { '.js': '.cjs' },
  });
  for (const { inputs: used } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(used)) if (bytesInOutput > 0) inputs.add(file);
  }
  return Object.keys(metafile.outputs);
};

/** Leaves imports of these to be loaded late, from files of their own. */
const apart = (...names) => ({
  name: 'built apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^\\./(${names.join('|')})\\.ts$`) }, ({ path }) => ({
      path: path.replace('.ts', '.cjs'),
      external: true,
    })),
});

// The start, and what it loads late, each in a file of its own.
await build({
  ...asCommonJs,
  entryPoints: { main: 'src/main.ts' },
  plugins: [apart('cli', 'help', 'quick', 'program', 'mcp')],
});
await build({ ...asCommonJs, entryPoints: { cli: 'src/cli.ts', quick: 'src/quick.ts' } });
// The server of tools answers before it loads any of them.
await build({ ...asCommonJs, entryPoints: { mcp: 'src/mcp.ts' }, plugins: [apart('mcp-tools')] });

// Help as the command line prints it, rendered once for 80 columns.
await build({ ...asCommonJs, entryPoints: { help: 'src/help.ts' } });
process.stdout.columns = 80;
const { allHelp } = createRequire(import.meta.url)(resolve('dist/help.cjs'));
writeFileSync(
  'dist/help.cjs',
  `const texts=${JSON.stringify(allHelp())};\nexports.helpOf=(command)=>texts[command??'']??null;\n`,
);

// The man page, from the same declarations.
const man = await bundle({ ...common, ...asCommonJs, entryPoints: ['scripts/man.ts'], write: false });
const made = { exports: {} };
new Function('module', 'exports', 'require', man.outputFiles[0].text)(
  made,
  made.exports,
  createRequire(import.meta.url),
);
writeFileSync('dist/bedrock-doctor.1', made.exports.manPage());

// The commands and the library, in pieces that are loaded when a command or an AWS service is first needed. Only modules
// can be split: the pieces become CommonJS afterwards.
const pieces = await build({
  entryPoints: { program: 'src/program.ts', 'mcp-tools': 'src/mcp-tools.ts', index: 'src/index.ts' },
  splitting: true,
  plugins: [leanSdk],
  format: 'esm',
  chunkNames: 'parts/[name]-[hash]',
});
for (const piece of pieces) {
  const { code } = await transform(readFileSync(piece, 'utf8'), { ...asCommonJs, platform: 'node', minify: true });
  writeFileSync(piece, code);
}
writeFileSync('dist/index.mjs', "export { diagnose, explain } from './index.cjs';\n");

writeFileSync('dist/sbom.json', `${JSON.stringify(sbomOf(inputs), null, 1)}\n`);
