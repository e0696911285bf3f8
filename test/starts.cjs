// Starts the built program for the tests, in whatever worker they run: one process for all of them, since a run in one that has
// run often takes a quarter of the time of one in a fresh one, and since starting a process takes the longer the more memory
// the one that starts it has. On its socket it takes one run for each connection, a line of JSON, and answers with another.
'use strict';
const { spawn } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { createServer } = require('node:net');
const { join } = require('node:path');

const [, , SOCKET, COMPILED] = process.argv;
const WARM = join(__dirname, 'warm.cjs');
const BINARY = join(__dirname, '../bin/bedrock-doctor.js');
/** More runs at once than this start the binary: a run may wait for what another one does, so none waits for its turn. */
const MOST = 20;

/** Those at rest, by the NODE_OPTIONS that each was started with. The last one that ran is the next to run. */
const idle = new Map();
let alive = 0;

function idleOf(nodeOptions) {
  if (!idle.has(nodeOptions)) idle.set(nodeOptions, []);
  return idle.get(nodeOptions);
}

/** A process that has read the program, or will have. */
function begin(nodeOptions) {
  const child = spawn(process.execPath, ['--single-threaded', '--max-semi-space-size=64', WARM], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, NODE_OPTIONS: nodeOptions },
  });
  alive += 1;
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.once('exit', () => {
    alive -= 1;
    const rest = idleOf(nodeOptions);
    if (rest.includes(child)) rest.splice(rest.indexOf(child), 1);
  });
  return child;
}

/** Runs the program in such a process. */
function runIn(child, nodeOptions, start, done) {
  const end = `\0${randomUUID()}\0`;
  const said = { out: '', err: '' };
  let answer = null;
  const finish = (code) => {
    child.stdout.off('data', onOut);
    child.stderr.off('data', onErr);
    child.off('message', onAnswer);
    child.off('close', onClose);
    done({ code, out: said.out.replace(end, ''), err: said.err.replace(end, '') });
  };
  const look = () => {
    if (answer === null || !said.out.endsWith(end) || !said.err.endsWith(end)) return;
    if (answer.reusable) idleOf(nodeOptions).push(child);
    finish(answer.code);
  };
  const hear = (name) => (part) => {
    said[name] += part;
    look();
  };
  const [onOut, onErr] = [hear('out'), hear('err')];
  const onAnswer = (message) => {
    answer = message;
    look();
  };
  const onClose = (code) => finish(answer?.code ?? code);
  child.stdout.on('data', onOut);
  child.stderr.on('data', onErr);
  child.on('message', onAnswer);
  child.once('close', onClose);
  child.send({ ...start, end });
}

/** Starts the binary. */
function runCold({ args, env, input, cwd }, done) {
  const child = spawn(process.execPath, [BINARY, ...args], { cwd, env });
  const said = { out: '', err: '' };
  for (const [stream, name] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ])
    stream.setEncoding('utf8').on('data', (part) => {
      said[name] += part;
    });
  child.on('close', (code) => done({ code, ...said }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
}

function run({ cold, ...start }, done) {
  const nodeOptions = start.env.NODE_OPTIONS;
  const child = cold ? undefined : (idleOf(nodeOptions).pop() ?? (alive < MOST ? begin(nodeOptions) : undefined));
  if (child === undefined) runCold(start, done);
  else runIn(child, nodeOptions, start, done);
}

createServer({ allowHalfOpen: true }, (socket) => {
  let asked = '';
  socket.setEncoding('utf8').on('data', (part) => {
    asked += part;
  });
  socket.on('error', () => undefined);
  socket.on('end', () => run(JSON.parse(asked), (ran) => socket.end(JSON.stringify(ran))));
}).listen(SOCKET, () => process.send('ready'));
// The processes that it has started end with it.
process.on('disconnect', () => process.exit());
