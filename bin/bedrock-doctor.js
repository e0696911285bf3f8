#!/usr/bin/env node
if (require('node:module').enableCompileCache) require('./compile-cache.js').keepCompiled(process.env);
const { main, quickHost } = require('../dist/main.cjs');

const host = quickHost(process);
main(process.argv.slice(2), host).then(host.leave);
