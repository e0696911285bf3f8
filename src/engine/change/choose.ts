import { CAUSES } from '../../causes/catalogue.ts';
import { OWNER_WORDS } from '../../causes/owner.ts';
import type { Finding } from '../../core/finding.ts';
import { UsageError } from '../../core/usage-error.ts';
import { REMEDIES } from '../../remedies/index.ts';
import { fixesRoot, type Offer, offersFor } from '../../remedies/offer.ts';
import { grantFor, refusalOf } from '../../remedies/refusal.ts';
import type { Inputs, Remedy } from '../../remedies/remedy.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import { agreedByFlag, consentFlag, showsOnly } from './consent.ts';

/** The remedy a grant of option 3 stands for. */
export const grantId = (grant: Inputs['grant']): string =>
  grant === null || grant === 'guide' ? 'put-role-policy' : `grant-${grant}`;

/** The same where nobody names a grant: by cause (contract, section 4). */
const grantIdFor = (grant: Inputs['grant'], root: Finding | null): string =>
  grantId(grant ?? (root === null ? null : grantFor(root.cause)));

/** The remedy an option and a grant stand for; the guide's own document where no grant is named. */
function remedyOf(option: 1 | 2 | 3, root: Finding | null, { grant }: Inputs): Remedy | undefined {
  const by = (id: string): Remedy | undefined => REMEDIES.find((remedy) => remedy.id === id);
  if (option === 1) return by('accept-agreement');
  if (option === 3) return by(grantIdFor(grant, root));
  const replace = by('replace-model');
  return root !== null && replace && fixesRoot(replace, root) ? replace : by('edit-template');
}

/** Whether option 2 has something to do that is no fix of the root cause: to make it last, or to call another model. */
const belongsInTemplate = (remedy: Remedy, root: Finding, { replace }: Inputs): boolean =>
  remedy.id === 'edit-template' && (replace !== null || root.cause === 'propagation-pending');

/** The fix that was asked for. Throws a `UsageError` that says why it cannot be carried out. */
export function askedFor(option: 1 | 2 | 3, root: Finding | null, diagnosis: Diagnosis, inputs: Inputs): Offer {
  const { facts } = diagnosis;
  const remedy = remedyOf(option, root, inputs);
  if (!remedy) throw new UsageError(`Option ${option} is not known; it must be 1, 2 or 3.`);
  if (root !== null && !fixesRoot(remedy, root) && !belongsInTemplate(remedy, root, inputs)) {
    const why = option === 3 ? refusalOf(root.cause, facts, inputs.grant ?? grantFor(root.cause) ?? 'guide') : null;
    const { next, owner } = CAUSES[root.cause];
    const who = owner === 'developer' || owner === 'nobody' ? '' : ` Who can fix it: ${OWNER_WORDS[owner]}.`;
    throw new UsageError(`Refused: ${why ?? `option ${option} does not fix ${root.cause}. ${next}`}${who}`);
  }
  const proposal = remedy.propose({ root, facts, inputs });
  if (proposal.how === 'refused') throw new UsageError(`Refused: ${proposal.why}`);
  return { remedy, proposal };
}

/** What may be tried without an option, in order: what the user picks, else what the flags agree to, safest first. */
export async function candidates(
  session: AwsSession,
  root: Finding,
  { facts }: Diagnosis,
  inputs: Inputs,
): Promise<readonly Offer[]> {
  const offers = offersFor({ root, facts, inputs });
  const { host, options } = session;
  const asks = host.mayAsk && options.flag('input', true);
  if (!asks || options.flag('yes')) {
    const able = offers.filter(
      ({ proposal }) => proposal.how === 'automatic' || (asks && proposal.what === 'use-case'),
    );
    const agreed = showsOnly(options) ? able : able.filter(({ remedy }) => agreedByFlag(session, remedy.option));
    if (able.length > 0 && agreed.length === 0) {
      const safest = able[0]?.remedy;
      const title = `${safest?.title.slice(0, 1).toLowerCase()}${safest?.title.slice(1)}`;
      throw new UsageError(
        `The safest fix is option ${safest?.option} (${title}). Nobody can be asked here; pass ${consentFlag(safest?.option ?? 1)} to agree.`,
      );
    }
    return agreed;
  }
  if (offers.length === 0) return [];
  const picked = await host.choose(
    `Which fix in ${await askedIn(session, originFrom(session, facts))}? The safest is first.`,
    [
      ...offers
        .filter(({ proposal }) => proposal.how === 'automatic' || proposal.what === 'use-case')
        .map(({ remedy: { id, option, title } }) => ({ value: id, name: `option ${option}: ${title}` })),
      { value: 'none', name: 'none of them' },
    ],
  );
  return offers.filter(({ remedy }) => remedy.id === picked);
}
