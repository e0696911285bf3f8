import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build as bundle } from 'esbuild';
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

/** The files that went into the bundles, for the bill of materials. */
const inputs = new Set();
const build = async (options) => {
  const { metafile } = await bundle(options);
  for (const { inputs: used } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(used)) if (bytesInOutput > 0) inputs.add(file);
  }
};

/** What main.cjs loads late stands in files of its own. */
const BUILT_APART = {
  './cli.ts': './cli.cjs',
  './help.ts': './help.cjs',
  './quick.ts': './quick.cjs',
  './program.ts': './program.mjs',
};

// The start: CommonJS, since Node starts it in half the time it takes to start a module.
await build({
  ...common,
  entryPoints: { main: 'src/main.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [
    {
      name: 'built apart',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/(cli|help|quick|program)\.ts$/ }, ({ path }) => ({
          path: BUILT_APART[path],
          external: true,
        })),
    },
  ],
});
// Node's import() of CommonJS reads it twice, to find its exports; require reads it once.
writeFileSync(
  'dist/main.cjs',
  readFileSync('dist/main.cjs', 'utf8').replace(/\bimport\(("\.\/\w+\.cjs")\)/g, 'Promise.resolve(require($1))'),
);
await build({
  ...common,
  entryPoints: { cli: 'src/cli.ts', quick: 'src/quick.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // An explanation neither asks nor waits: prompts and spinner are no part of it.
  external: ['ora', '@inquirer/prompts'],
});

// Help as the command line prints it, rendered once for 80 columns.
process.stdout.columns = 80;
const { parse, COMMANDS } = createRequire(import.meta.url)(resolve('dist/cli.cjs'));
const rendered = (argv) => {
  let text = '';
  parse(
    argv,
    (part) => (text += part),
    () => undefined,
  );
  return text;
};
const help = Object.fromEntries([
  ['', rendered(['--help'])],
  ...COMMANDS.map(({ name }) => [name, rendered([name, '--help'])]),
]);
writeFileSync(
  'dist/help.cjs',
  `const texts=${JSON.stringify(help)};\nexports.helpOf=(command)=>texts[command??'']??null;\n`,
);

// The commands, in pieces that are loaded when a command or an AWS service is first needed.
await build({
  ...common,
  entryPoints: { program: 'src/program.ts', index: 'src/index.ts' },
  splitting: true,
  plugins: [leanSdk],
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'parts/[name]-[hash]',
  // A few dependencies are CommonJS and ask for Node's own modules with require.
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
});

// The library for require(): an explanation by itself, and what looks at AWS from the module beside it.
await build({
  ...common,
  entryPoints: { index: 'src/index.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [
    {
      name: 'the module beside it',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/library\/diagnose\.ts$/ }, () => ({ path: './index.mjs', external: true })),
    },
  ],
});

writeFileSync('dist/sbom.json', `${JSON.stringify(sbomOf(inputs), null, 1)}\n`);
