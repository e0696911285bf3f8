// Node 22 and newer keep compiled code (https://nodejs.org/api/module.html#module-compile-cache). By default in a folder
// of the system's temporary one, which somebody else may have made first; what is run from there must be the user's own.
const { existsSync, mkdirSync } = require('node:fs');
const { enableCompileCache } = require('node:module');

/** A folder step by step, without the home it stands in: Node would make a home for who has none, and never ends below /proc. */
function made(home, ...names) {
  let folder = home;
  for (const name of names) {
    folder = `${folder}/${name}`;
    try {
      mkdirSync(folder, 0o700);
    } catch {}
  }
  return existsSync(folder) ? folder : null;
}

/** Keeps compiled code where the environment says, else in the user's folder of caches; not at all where there is none. Node 22. */
exports.keepCompiled = ({ NODE_COMPILE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA, HOME }) => {
  const caches = XDG_CACHE_HOME || LOCALAPPDATA;
  const folder =
    NODE_COMPILE_CACHE ||
    (caches ? made(caches, 'bedrock-doctor') : HOME ? made(HOME, '.cache', 'bedrock-doctor') : null);
  if (folder) enableCompileCache(folder);
};
