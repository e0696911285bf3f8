import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { build as bundle } from 'esbuild';
import { rolldown } from 'rolldown';
import { asCommonJs, common } from './build-options.mjs';
import { sbomOf } from './sbom.mjs';

rmSync('dist', { recursive: true, force: true });
/** The files that went into the bundles, for the bill of materials. */
const inputs = new Set();
/** JavaScript in ASCII, which is read fastest: esbuild leaves other letters in regular expressions only. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** Builds what starts, each into one file. */
const build = async (options) => {
  const { metafile } = await bundle({
    ...common,
    outdir: 'dist',
    metafile: true,
    ...options,
    outExtension: { '.js': '.cjs' },
  });
  for (const file of Object.keys(metafile.outputs)) writeFileSync(file, inAscii(readFileSync(file, 'utf8')));
  for (const { inputs: used } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(used)) if (bytesInOutput > 0) inputs.add(file);
  }
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
  inAscii(`const texts=${JSON.stringify(allHelp())};\nexports.helpOf=(command)=>texts[command??'']??null;\n`),
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

// The commands and the library, in pieces that are loaded when a command or an AWS service is first needed. The SDK describes
// every operation of a service and we call a dozen: Rolldown drops the other descriptions, which esbuild cannot.
const pieces = await rolldown({
  input: { program: 'src/program.ts', 'mcp-tools': 'src/mcp-tools.ts', index: 'src/index.ts' },
  platform: common.platform,
  external: common.external,
  resolve: { mainFields: common.mainFields, conditionNames: [...common.conditions, 'node', 'default'] },
  transform: { target: common.target, define: common.define },
  // What is loaded together below is meant to be, whoever else asks for it late.
  checks: { ineffectiveDynamicImport: false },
});
const ours = (...modules) => modules.map((module) => `src/${module}.ts`);
/**
 * What is always loaded together stands in one file: each file more costs a start some half a millisecond. A group takes the
 * modules named and all that they import, but for what a group before it has. Everything else stays apart, until it is needed.
 */
const LOADED_TOGETHER = {
  errors: ours('errors/recognize'),
  explain: ours('library/explain'),
  session: ours('engine/session/session', 'host/host', 'ended'),
  judge: ours('engine/report/report', 'engine/diagnose/look', 'checks/index', 'reporters/text'),
  aws: ours('engine/session/aws-session', 'engine/change/pending-grants'),
  profiles: ['node_modules/@smithy/core/dist-es/submodules/config/index.js'],
  calls: ours('aws/clients/sts', 'aws/clients/cloudtrail'),
  services: ours(
    ...['bedrock', 'cloudformation', 'iam', 'lambda', 'logs', 'service-quotas'].map(
      (client) => `aws/clients/${client}`,
    ),
  ),
};
const groups = Object.entries(LOADED_TOGETHER).map(([name, files], index, { length }) => {
  for (const file of files) statSync(file);
  const wanted = new Set(files.map((file) => resolve(file)));
  return { name, test: (id) => wanted.has(resolve(id)), priority: length - index };
});
const { output } = await pieces.write({
  dir: 'dist',
  format: 'cjs',
  // As `asCommonJs` says.
  dynamicImportInCjs: false,
  exports: 'named',
  charset: 'ascii',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'parts/[name]-[hash].cjs',
  minify: true,
  comments: false,
  codeSplitting: { groups },
});
for (const { modules } of output) {
  for (const [file, { renderedLength }] of Object.entries(modules)) {
    if (renderedLength > 0) inputs.add(relative('.', file));
  }
}
writeFileSync('dist/index.mjs', "export { diagnose, explain } from './index.cjs';\n");

writeFileSync('dist/sbom.json', `${JSON.stringify(sbomOf(inputs), null, 1)}\n`);

// Tells what this build wrote from what another one did, for who keeps it compiled.
const content = createHash('sha256');
for (const file of readdirSync('dist', { recursive: true }).toSorted())
  if (file.endsWith('.cjs')) content.update(file).update(readFileSync(`dist/${file}`));
writeFileSync('dist/build.json', `{"build":"${content.digest('hex').slice(0, 16)}"}\n`);
