// A process that has read the built program and runs it many times, one run after the other, for tests: most of a start of
// the binary is the reading of its files, and its code is quick when it has run before. Each run has a real working folder,
// environment, standard output and error. Modules of ours keep nothing of a run but by its host or environment, which are
// its own; the SDK remembers AWS's files by their paths, so that after a run that has any the modules are loaded anew. Its
// connections and timers end with a run, as they would with its process. What is still not at rest then (a child, a file being
// read) ends with this process, and the next run is given another.
'use strict';
const { ChildProcess } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, writeSync } = require('node:fs');
const Module = require('node:module');
const { Socket } = require('node:net');
const { basename, dirname, join, resolve, sep } = require('node:path');
const { Readable } = require('node:stream');
const { cachedDataVersionTag, setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { keep, keptAt } = require('../bin/compile-cache.js');

const DIST = resolve(__dirname, '../dist') + sep;
const [STDOUT, STDERR] = [1, 2];
const ENVIRONMENT = process.env;
/** What may be active between two runs: the pipes of this process and the channel to the tests. */
const AT_REST = /^(PipeWrap|Immediate)$/;

// What was compiled for one run serves the next, and the other processes of this run of the tests.
setFlagsFromString('--no-flush-bytecode');
const TAG = cachedDataVersionTag();
const COMPILED = join(process.env.NODE_COMPILE_CACHE, 'warm');
const scripts = new Map();
const fresh = new Map();
Module._extensions['.cjs'] = (module, filename) => {
  let script = scripts.get(filename);
  if (script === undefined) {
    const path = join(COMPILED, basename(filename));
    const cachedData = keptAt(path);
    script = new Script(Module.wrap(readFileSync(filename, 'utf8')), { filename, cachedData });
    scripts.set(filename, script);
    if (cachedData === undefined) fresh.set(path, script);
  }
  const { exports } = module;
  script.runInThisContext().call(exports, exports, Module.createRequire(filename), module, filename, dirname(filename));
};

/** Keeps what this process was the first to compile, with the functions that its run has called. */
function keepCompiled() {
  if (cachedDataVersionTag() !== TAG) return;
  mkdirSync(COMPILED, { recursive: true });
  for (const [path, script] of fresh) if (!existsSync(path)) keep(path, script.createCachedData());
  fresh.clear();
}

/** Of the present run. */
const [connections, timers] = [new Set(), new Set()];
const { connect } = Socket.prototype;
Socket.prototype.connect = function remembered(...args) {
  connections.add(this);
  this.once('close', () => connections.delete(this));
  return connect.apply(this, args);
};

const { setTimeout, setInterval } = globalThis;
for (const set of [setTimeout, setInterval]) {
  globalThis[set.name] = Object.assign((...args) => {
    const timer = set(...args);
    timers.add(timer);
    return timer;
  }, set);
}

/** Thrown by `process.exit`, which never returns. */
const ENDED = new Error('the run has ended');
let over = true;
const { spawn } = ChildProcess.prototype;
/** What a run does once more because it was ended, it would not have done in a process of its own. */
ChildProcess.prototype.spawn = function unlessOver(options) {
  if (over) throw ENDED;
  return spawn.call(this, options);
};
process.on('uncaughtException', (error) => {
  if (error === ENDED) return;
  writeSync(STDERR, `${error?.stack ?? error}\n`);
  process.reallyExit(1);
});

const EMITTERS = [process, process.stdout, process.stderr];
const listenersOf = (emitter) =>
  emitter.eventNames().flatMap((name) => emitter.rawListeners(name).map((listener) => ({ name, listener })));

/** Starts a run; `ended` is told its exit code. */
function start({ args, env, cwd, input }, ended) {
  process.chdir(cwd);
  for (const name of Object.keys(ENVIRONMENT)) delete ENVIRONMENT[name];
  Object.assign(ENVIRONMENT, env);
  // An object of its own: what is remembered of a run is remembered by it.
  process.env = { ...env };
  const remembersFiles =
    env.AWS_CONFIG_FILE || env.AWS_SHARED_CREDENTIALS_FILE || existsSync(resolve(env.HOME ?? cwd, '.aws'));
  process.exitCode = undefined;
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)], { objectMode: false });
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  const before = EMITTERS.map((emitter) => new Set(listenersOf(emitter).map(({ listener }) => listener)));
  over = false;
  process.exit = (code = process.exitCode ?? 0) => {
    if (over) throw ENDED;
    over = true;
    process.emit('exit', code);
    for (const [at, emitter] of EMITTERS.entries()) {
      for (const { name, listener } of listenersOf(emitter)) if (!before[at].has(listener)) emitter.off(name, listener);
    }
    if (remembersFiles)
      for (const file of Object.keys(require.cache)) if (file.startsWith(DIST)) delete require.cache[file];
    module.children.length = 0;
    ended(code);
    throw ENDED;
  };
  const { main, quickHost } = require(`${DIST}main.cjs`);
  const host = quickHost(process);
  main(args, host).then((exit) => {
    host.leave(exit);
    // Where no stream was opened, a process ends by itself.
    process.stdout.write('', () => setImmediate(() => over || process.exit()));
  });
}

/** What the end of a connection or a timer sets off (another try, an answer to whoever waited) has had its turn after as many. */
const TURNS = 5;

/** Ends what a run has left; `done` is told whether everything is at rest. */
function settle(turns, done) {
  for (const socket of connections) socket.destroy();
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
  if (turns > 0) setImmediate(settle, turns - 1, done);
  else done(process.getActiveResourcesInfo().every((name) => AT_REST.test(name)));
}

process.on('message', (asked) => {
  start(asked, (code) => {
    settle(TURNS, (reusable) => {
      for (const fd of [STDOUT, STDERR]) writeSync(fd, asked.end);
      if (fresh.size > 0) keepCompiled();
      process.send({ code, reusable }, () => reusable || process.reallyExit(0));
    });
  });
});
process.on('disconnect', () => process.reallyExit(0));
