#!/usr/bin/env node
require('node:module').enableCompileCache?.();
const { main, quickHost } = require('../dist/main.cjs');

const host = quickHost(process);
main(process.argv.slice(2), host).then(host.leave);
