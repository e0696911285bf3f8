import { known } from '../core/judge.ts';
import { replacements } from '../probes/bedrock/replacements.ts';
import type { Remedy } from './remedy.ts';

/** Ids that are named in a sentence; more would not be read. */
const MOST_NAMED = 3;

/**
 * A model that is dead, locked, absent or not to be called by this id: another one, into the template. Which one is the
 * user's choice, of those that this Region and account really have.
 */
export const replaceModel: Remedy = {
  id: 'replace-model',
  option: 2,
  title: 'Call another model: write its id and its permissions into the template',
  owner: 'developer',
  fixes: [
    'model-end-of-life',
    'model-legacy-locked',
    'inference-profile-required',
    'model-not-in-region',
    'model-id-invalid',
  ],
  command: 'bedrock-doctor fix --option 2 --replace-model NEW-ID',
  risk: 'Another model answers otherwise, costs otherwise, and may be served from other Regions.',
  time: 'a deployment, some minutes',
  undo: 'bedrock-doctor undo restores the file; deploy again to take it out of the stack',
  propose({ facts }) {
    const found = known(replacements, facts) ?? [];
    if (found.length === 0)
      return {
        how: 'refused',
        why: 'No model that could be called instead is known here; name one with --replace-model, or use another Region.',
      };
    const named = found.slice(0, MOST_NAMED).map(({ id, price, residency }) => {
      const more = [price, residency].filter((words) => words !== null).join('; ');
      return more === '' ? id : `${id} (${more})`;
    });
    return {
      how: 'needs',
      what: 'model',
      say: `Name the model to call instead: --option 2 --replace-model ID. This Region and account have ${named.join(', ')}.`,
    };
  },
};
