import { isGuideFunction } from '../applications/guide.ts';
import { CAUSES, isOverByItself } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import type { Finding } from '../core/finding.ts';
import type { Facts } from '../core/gather.ts';
import { known } from '../core/judge.ts';
import type { ReportRemedy } from '../core/report.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { isOperator } from '../probes/run/operator.ts';
import { SOURCE_OF, type Tool } from '../template/tool-statements.ts';
import { REMEDIES } from './index.ts';
import { madeBy } from './made-by.ts';
import { holderOf, protectedPrincipal, sayOfHolder } from './principal.ts';
import type { Inputs, Proposal, Remedy, RemedyContext } from './remedy.ts';

/** A remedy and what it proposes for this context. */
export interface Offer {
  readonly remedy: Remedy;
  readonly proposal: Exclude<Proposal, { how: 'refused' }>;
}

/** Nothing brought yet. */
const NO_INPUTS: Inputs = {
  grant: null,
  form: null,
  replace: null,
  function: null,
  detach: false,
  template: null,
};

/** Whether it fixes this finding: its cause, or for the account side the missing agreement that the finding explains. */
export const fixesRoot = ({ fixes, option }: Remedy, root: Finding): boolean =>
  fixes.includes(root.cause) || (option === 1 && root.explains.some((cause) => fixes.includes(cause)));

/** What can be done for this root cause, safest first. Pure. */
export const offersFor = (context: RemedyContext & { readonly root: Finding }): readonly Offer[] =>
  REMEDIES.flatMap((remedy): readonly Offer[] => {
    if (!fixesRoot(remedy, context.root)) return [];
    // A template grants to its functions: for anybody else it is edited only where somebody asks for it.
    if (remedy.option === 2 && known(lambdaFunction, context.facts) === null) return [];
    const proposal = remedy.propose(context);
    return proposal.how === 'refused' ? [] : [{ remedy, proposal }];
  });

/** What is to be done about a cause where the tool itself does nothing; `asks`: `verify` makes a call by itself, and waits. Pure. */
export function byHandRemedy(cause: CauseId, asks = true): ReportRemedy {
  const waits = isOverByItself(cause);
  return {
    id: waits ? 'wait' : 'by-hand',
    option: null,
    title: waits && !asks ? CAUSES[cause].next.replace(/;.*$/, ', and look again.') : CAUSES[cause].next,
    owner: CAUSES[cause].owner,
    command: waits ? (asks ? 'bedrock-doctor verify --tail' : 'bedrock-doctor diagnose') : null,
    automatic: false,
    risk: '',
    time: null,
    undo: null,
    steps: [],
  };
}

/** Option 2 where no template of the user's own makes the role: what is printed is put into the source of the tool that does. */
function inSource({ remedy, proposal }: Offer, tool: Tool): Offer {
  if (remedy.option !== 2) return { remedy, proposal };
  const title = `Write what is missing into ${SOURCE_OF[tool]}, and deploy it`;
  const { titleElsewhere: _, ...rest } = remedy;
  const command = 'bedrock-doctor fix --option 2';
  return { remedy: { ...rest, title, command, undo: 'take it out again, and deploy' }, proposal };
}

/** What fixes a root cause, as reports offer it, safest first. Pure. */
export function reportRemedies(root: Finding, facts: Facts): readonly ReportRemedy[] {
  const guides = isGuideFunction(known(lambdaFunction, facts)?.name ?? '');
  const byHand = byHandRemedy(root.cause, guides || isOperator({ facts }));
  const offers = offersFor({ root, facts, inputs: NO_INPUTS });
  if (offers.length === 0) {
    // Where a grant would do and nothing here may make it, the place to make it is said.
    const holder = holderOf(facts);
    const granting = REMEDIES.some((remedy) => remedy.option === 3 && fixesRoot(remedy, root));
    const place = granting && holder !== null ? protectedPrincipal(holder, facts) : null;
    return [place === null ? byHand : { ...byHand, title: place, owner: 'account-admin' }];
  }
  const tool = madeBy(facts);
  return offers
    .map((offer) => (tool === null ? offer : inSource(offer, tool)))
    .map(
      ({
        remedy: { id, option, title, titleElsewhere, owner, command, risk, time, undo },
        proposal,
      }): ReportRemedy => ({
        id,
        option,
        title: sayOfHolder(facts, guides ? title : (titleElsewhere ?? title)),
        owner,
        command,
        // Which model is called instead only the user can say.
        automatic: !(proposal.how === 'needs' && proposal.what === 'model'),
        risk: sayOfHolder(facts, risk),
        time,
        undo,
        // Whether there is a template only the command finds out, which looks into the folder.
        steps: proposal.how === 'needs' && proposal.what !== 'template' ? [proposal.say] : [],
      }),
    );
}
