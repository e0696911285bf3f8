#!/usr/bin/env node
const { build } = require('../dist/build.json');
require('./compile-cache.js').keepCompiled(process.env, process.argv[2] ?? '', build);
const { main, quickHost } = require('../dist/main.cjs');

const host = quickHost(process);
main(process.argv.slice(2), host).then(host.leave);
