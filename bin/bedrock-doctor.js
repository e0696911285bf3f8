#!/usr/bin/env node
require('node:module').enableCompileCache?.();
const { isatty } = require('node:tty');
const { main } = require('../dist/main.cjs');

// A reader that closes early, as in `--help | head -1`, is no error; a change under way is finished all the same.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // Asking the system is quicker than opening standard input.
  asks: isatty(0) && isatty(2),
  columns: process.stdout.columns,
  node: `${process.versions.node} on ${process.platform} ${process.arch}`,
}).then((exit) => {
  // Leaves even when a connection is kept alive; what was written is flushed first.
  process.stdout.write('', () => process.exit(exit));
});
