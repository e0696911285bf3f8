import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build as bundle, transform } from 'esbuild';
import { leanSdk } from './lean-sdk.mjs';
import { sbomOf } from './sbom.mjs';

rmSync('dist', { recursive: true, force: true });
const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  // The ESM builds are half the size of the CJS ones and start faster.
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  // `debug`, below the proxy's agent, would like it and does without: whether another package brings it decides nothing.
  external: ['supports-color'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // The SDK warns about the Node version on every run; the tool's own `engines` says what it needs.
  define: {
    'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"',
    __SDK_VERSION__: JSON.stringify(
      JSON.parse(readFileSync('node_modules/@aws-sdk/client-bedrock/package.json', 'utf8')).version,
    ),
  },
};

/** Node starts CommonJS in half the time of modules; `import()` of it would read it twice, to find its exports. */
const asCommonJs = { format: 'cjs', supported: { 'dynamic-import': false } };

/** The files that went into the bundles, for the bill of materials. */
const inputs = new Set();
/** Builds, and gives the files that were made. */
const build = async (options) => {
  const { metafile } = await bundle({ ...common, ...options, outExtension: { '.js': '.cjs' } });
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
