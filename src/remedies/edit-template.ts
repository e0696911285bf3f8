import { UsageError } from '../core/usage-error.ts';
import { file } from '../settings/local/file.ts';
import { refusalOf } from './refusal.ts';
import { type Proposal, proposeChange, type Remedy, type RemedyContext } from './remedy.ts';

/** Causes that lie in the account or the organization, of which a template knows nothing, but that a grant fixes. */
const BY_GRANT = 'marketplace-subscription-denied';

function propose(context: RemedyContext): Proposal {
  const { root, facts, inputs } = context;
  if (inputs.grant === 'temporary') {
    return { how: 'refused', why: 'A temporary grant is no matter of a template; use --option 3 --grant temporary.' };
  }
  const against = root?.cause === BY_GRANT ? refusalOf(root.cause, facts) : null;
  if (against !== null) return { how: 'refused', why: against };
  const { template } = inputs;
  if (template === null) {
    return {
      how: 'needs',
      what: 'template',
      say: 'There is no template.yaml, template.yml or template.json in this folder: go to where it is, or pass --template FILE.',
    };
  }
  return {
    how: 'automatic',
    proposed: [
      proposeChange(file, { path: template.path }, (from) => {
        if (from === null)
          throw new UsageError(`${template.shown} is gone; put it back, or name another file with --template.`);
        return template.edit(from, template.shown, context).text;
      }),
    ],
    consent: 'change',
  };
}

/**
 * The guide's option 2: the lasting fix. Only lines are added, in whatever form the function's policies have; it holds
 * once it is deployed.
 */
export const editTemplate: Remedy = {
  id: 'edit-template',
  option: 2,
  title: 'Write what is missing into the template, and deploy it',
  owner: 'developer',
  fixes: [
    'marketplace-subscription-denied',
    'invoke-not-allowed',
    'invoke-profile-not-allowed',
    'invoke-stream-not-allowed',
  ],
  command: 'bedrock-doctor fix --option 2 --deploy',
  risk: 'What the template grants stays granted; --grant model limits a right to subscribe to this model.',
  time: 'a deployment, some minutes',
  undo: 'bedrock-doctor undo restores the file; deploy again to take it out of the stack',
  propose,
};
