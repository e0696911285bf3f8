#!/usr/bin/env node
const { enableCompileCache } = require('node:module');
const { env } = process;

// Node 22 and newer keep compiled code. A folder of the user's own: what is run from there must not be another's to write.
const caches = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (env.HOME && `${env.HOME}/.cache`);
if (env.NODE_COMPILE_CACHE || caches) enableCompileCache?.(env.NODE_COMPILE_CACHE || `${caches}/bedrock-doctor`);

const { main, quickHost } = require('../dist/main.cjs');
const host = quickHost(process);
main(process.argv.slice(2), host).then(host.leave);
