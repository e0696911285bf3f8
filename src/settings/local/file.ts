import { isAbsolute, normalize } from 'node:path';
import { defineSetting, textsOf } from '../../core/setting.ts';
import { UsageError } from '../../core/usage-error.ts';

/** What a byte that is no UTF-8 is read as (https://encoding.spec.whatwg.org/#utf-8-decoder): writing it back would change the file. */
const REPLACEMENT = '\ufffd';

/** What a template's name ends in; nothing else is ever written: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html */
const TEMPLATE = /\.(?:ya?ml|json|template)$/i;

/** A text file of the user's: its exact text, or null when there is none. */
export const file = defineSetting({
  kind: 'local.file',
  risk: 'reversible',
  actions: { read: [], write: [] },
  /** Key: which file; absolute, so that an undo from another folder finds it. */
  subject: ({ path }: { path: string }) => path,
  parseKey: (value) => {
    const key = textsOf(value, ['path']);
    const plain = key !== null && isAbsolute(key.path) && normalize(key.path) === key.path;
    return plain && TEMPLATE.test(key.path) ? key : null;
  },
  read: async ({ path }, { files }): Promise<string | null> => {
    const text = await files.read(path);
    if (text?.includes(REPLACEMENT))
      throw new UsageError(`${path} is not UTF-8 text, so it is not edited; save it as UTF-8 first.`);
    return text;
  },
  write: async ({ path }, to, { files }) => {
    if (to !== null) await files.write(path, to);
    else if (files.removeFile) await files.removeFile(path);
    else throw new UsageError(`${path} is not removed; remove it by hand.`);
  },
});
