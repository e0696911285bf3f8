// What V8 compiled for one run serves the next run of the same command. Node's own cache
// (https://nodejs.org/api/module.html#module-compile-cache) is not in Node 20, and keeps a file as it is when it has just been
// loaded, before most of its functions are compiled; this one is made when the run has ended. By default it stands in the
// user's folder of caches, not in the system's temporary one, which somebody else may have made first: what is run from
// there must be the user's own.
const fs = require('node:fs');
const { wrap } = require('node:module');
const { basename, dirname } = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/** Folders of a version that has not been used for so long go when another version makes its own. */
const MONTH_MS = 30 * 24 * 3_600_000;
/** Exit code of a command line that is none: it may begin with any word. */
const USAGE = 2;

/** The folder of the caches and those below it that may be made; null where there is none: no home is made for who has none. */
function placeOf({ NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA, HOME }) {
  const caches = XDG_CACHE_HOME || LOCALAPPDATA;
  if (NODE_DISABLE_COMPILE_CACHE) return null;
  if (NODE_COMPILE_CACHE) return { base: dirname(NODE_COMPILE_CACHE), below: [basename(NODE_COMPILE_CACHE)] };
  if (caches) return { base: caches, below: ['bedrock-doctor'] };
  return HOME ? { base: HOME, below: ['.cache', 'bedrock-doctor'] } : null;
}

/** Whether nobody but the user can have put anything there; so it is with what is not there yet. */
function isOwn(folder) {
  try {
    const { uid, mode } = fs.statSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && !(mode & 0o022));
  } catch ({ code }) {
    return code === 'ENOENT';
  }
}

/** Makes a folder step by step, for the user alone. */
function make(base, below) {
  let folder = base;
  for (const name of below) {
    folder = `${folder}/${name}`;
    try {
      fs.mkdirSync(folder, 0o700);
    } catch {}
  }
}

/** The name of a folder of one command's code: the build, V8 with its flags, the command. Nothing else in that place is ours. */
const nameOf = (build, tag, command) => `${build}-${tag}-${/^[a-z_]+$/.test(command) ? command : 'other'}`;
const OURS = /^[0-9a-f]{16}-\d+-[a-z_]+$/;

/** Removes what other versions left long ago. */
function tidy(folder, own) {
  for (const name of fs.readdirSync(folder)) {
    if (name === own || !OURS.test(name)) continue;
    const { mtimeMs } = fs.statSync(`${folder}/${name}`);
    if (Date.now() - mtimeMs > MONTH_MS) fs.rmSync(`${folder}/${name}`, { recursive: true, force: true });
  }
}

let memory = Buffer.allocUnsafeSlow(1 << 20);
/** What stands in a file, until the next one is read: fresh memory for each costs more than the reading. */
function bytesOf(path) {
  const file = fs.openSync(path);
  try {
    const { size } = fs.fstatSync(file);
    if (size > memory.length) memory = Buffer.allocUnsafeSlow(size);
    return memory.subarray(0, fs.readSync(file, memory, 0, size, 0));
  } finally {
    fs.closeSync(file);
  }
}

/** Bytes of the sum behind the code: V8 itself looks at nothing but its length, and would run what a disk has spoiled. */
const SUM = 4;

/** V8's code for a script, from the cache; undefined where there is none, or not as it was written. Of use until the next file is read. */
function keptAt(path) {
  try {
    const bytes = bytesOf(path);
    const code = bytes.subarray(0, -SUM);
    return bytes.readUInt32LE(code.length) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Writes it there, whole or not at all. */
function keep(path, code) {
  const sum = Buffer.alloc(SUM);
  sum.writeUInt32LE(crc32(code));
  fs.writeFileSync(`${path}.${process.pid}`, Buffer.concat([code, sum]));
  fs.renameSync(`${path}.${process.pid}`, path);
}

/**
 * Runs the program's `.cjs` files, which the build writes in ASCII, from the cache, and keeps what is not in it. `command`: the first
 * word of the command line. `build`: tells one content of all those files from another, which V8 does not: it looks at their
 * lengths.
 */
exports.keepCompiled = (env, command, build) => {
  const place = placeOf(env);
  if (place === null) return;
  const tag = cachedDataVersionTag();
  const own = nameOf(build, tag, command);
  const root = [place.base, ...place.below].join('/');
  const folder = `${root}/${own}`;
  if (!isOwn(root) || !isOwn(folder)) return;
  const fresh = [];
  require.extensions['.cjs'] = (module, filename) => {
    const source = wrap(bytesOf(filename).latin1Slice());
    const path = `${folder}/${basename(filename)}`;
    const cachedData = keptAt(path);
    const script = new Script(source, { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) fresh.push({ script, path });
    const { exports } = module;
    script.runInThisContext().call(exports, exports, (id) => module.require(id), module, filename, dirname(filename));
  };
  process.once('exit', (code) => {
    // A machine of CI seldom lives for a second run. And V8 takes no code that was made with other flags than those it starts with.
    if (fresh.length === 0 || code === USAGE || env.CI || cachedDataVersionTag() !== tag) return;
    try {
      const isNew = !fs.existsSync(folder);
      make(place.base, [...place.below, own]);
      for (const { script, path } of fresh) keep(path, script.createCachedData());
      if (isNew) tidy(root, own);
    } catch {}
  });
};

exports.keptAt = keptAt;
exports.keep = keep;
