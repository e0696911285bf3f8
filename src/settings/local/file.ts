import { defineSetting } from '../../core/setting.ts';
import { UsageError } from '../../core/usage-error.ts';

/** What a byte that is no UTF-8 is read as (https://encoding.spec.whatwg.org/#utf-8-decoder): writing it back would change the file. */
const REPLACEMENT = '\ufffd';

/** A text file of the user's: its exact text, or null when there is none. */
export const file = defineSetting({
  kind: 'local.file',
  risk: 'reversible',
  actions: { read: [], write: [] },
  /** Key: which file; absolute, so that an undo from another folder finds it. */
  subject: ({ path }: { path: string }) => path,
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
