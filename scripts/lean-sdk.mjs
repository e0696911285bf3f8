import { readFileSync } from 'node:fs';

/** A module of a client of the SDK, by the end of its path. */
const ofClient = (end) => new RegExp(`@aws-sdk[\\\\/]client-[^\\\\/]+[\\\\/]${end.replaceAll('/', '[\\\\/]')}$`);

/**
 * The descriptions of a service. A bundler drops what nobody uses only where it sees that making it does nothing: a key
 * that is a constant's name could be anything, the constant's value written out could not.
 */
function schemas(text) {
  const constants = new Map(
    [...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return text.replace(/\[(_\w+)\](?=:)/g, (key, name) => constants.get(name) ?? key);
}

/** The errors of a service, dozens of classes that differ in their names: all from one, which takes what the answer says. */
function errors(text) {
  const [imports = ''] = /^import [^\n]+\n/.exec(text) ?? [];
  const classes = [...text.matchAll(/^export class (\w+) extends __BaseException \{\n([\s\S]*?)^\}/gm)].map(
    ([, name, body]) => {
      const fault = /\$fault = ("\w+")/.exec(body)?.[1];
      const more = /\$retryable = (\{[\s\S]*?\});/.exec(body)?.[1];
      return `export const ${name} = made("${name}", { $fault: ${fault}${more ? `, $retryable: ${more}` : ''} });`;
    },
  );
  return `${imports}
const made = (name, kind) => class extends __BaseException {
  constructor(options) {
    super({ name, ...kind, ...options });
    Object.assign(this, options, kind, { name });
  }
};
${classes.join('\n')}
`;
}

/** Of its own package.json a client reads the version only. */
const packageJson = (text) => JSON.stringify({ version: JSON.parse(text).version });

/** The SDK describes every operation and every error of a service; we call a dozen. This leaves out what only costs time. */
export const leanSdk = {
  name: 'lean sdk',
  setup: ({ onLoad }) => {
    for (const [end, lean, loader] of [
      ['dist-es/schemas/schemas_0\\.js', schemas, 'js'],
      ['dist-es/models/errors\\.js', errors, 'js'],
      ['package\\.json', packageJson, 'json'],
    ]) {
      onLoad({ filter: ofClient(end) }, ({ path }) => ({ contents: lean(readFileSync(path, 'utf8')), loader }));
    }
  },
};
