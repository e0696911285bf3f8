import { readFileSync } from 'node:fs';

/** How everything of ours is bundled. */
export const common = {
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
  // The SDK warns about the Node version on every run; the tool's own `engines` says what it needs.
  define: {
    'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"',
    __SDK_VERSION__: JSON.stringify(
      JSON.parse(readFileSync('node_modules/@aws-sdk/client-bedrock/package.json', 'utf8')).version,
    ),
  },
};

/** Node starts CommonJS in half the time of modules; `import()` of it would read it twice, to find its exports. */
export const asCommonJs = { format: 'cjs', supported: { 'dynamic-import': false } };

/** The whole tool in one file, for the single executable: it starts as `bin/bedrock-doctor.js` does. */
export const asOneFile = {
  ...common,
  ...asCommonJs,
  stdin: {
    contents:
      "import { main, quickHost } from './src/main.ts'; const host = quickHost(process); main(process.argv.slice(2), host).then(host.leave);",
    resolveDir: '.',
    loader: 'ts',
  },
};
