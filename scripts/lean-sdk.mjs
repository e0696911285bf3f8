import { readFileSync } from 'node:fs';

/**
 * The SDK describes every operation of a service; we call a dozen. A bundler drops what nobody uses only where it sees that making it
 * does nothing: a key that is a constant's name could be anything, the constant's value written out could not. And of its
 * own package.json a client reads the version only.
 */
export const leanSdk = {
  name: 'lean sdk',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const constants = new Map(
        [...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]),
      );
      return {
        contents: text.replace(/\[(_\w+)\](?=:)/g, (key, name) => constants.get(name) ?? key),
        loader: 'js',
      };
    });
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }),
      loader: 'json',
    }));
  },
};
