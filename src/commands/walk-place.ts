import { askAws } from '../aws/answer.ts';
import { REGION_NAME } from '../bedrock/partition.ts';
import { gather } from '../core/gather.ts';
import { harmless } from '../core/harmless.ts';
import { known } from '../engine/diagnose/diagnosis.ts';
import { openAws } from '../engine/session/aws-session.ts';
import { askedIn } from '../engine/session/context.ts';
import { askOrigin, originFrom } from '../engine/session/origin.ts';
import type { Session } from '../engine/session/session.ts';
import { openSession } from '../engine/session/session.ts';
import { stack } from '../probes/cloudformation/stack.ts';
import { stackNames } from '../probes/cloudformation/stack-names.ts';
import { caller } from '../probes/sts/caller.ts';
import { profileNames } from '../scope/profiles.ts';
import type { StepFlags } from './step.ts';

/** Regions offered when nobody named one; the guide's is first. Any other can be typed. */
const REGIONS = ['ap-northeast-2', 'us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-northeast-1'] as const;
const OTHER = 'another one';

const asChoices = (names: readonly string[]) => names.map((name) => ({ value: name, name }));

/** Which profile, Region and stack: what is not known is picked from a list. Throws `Interrupted`. */
export async function whereAmI(session: Session, given: StepFlags): Promise<StepFlags> {
  const { host } = session;
  const profile = await pickProfile(session);
  const withProfile = { ...given, ...(profile === null ? {} : { profile }) };
  const region = await pickRegion(session, withProfile);
  const withRegion = { ...withProfile, ...(region === null ? {} : { region }) };
  const opened = await openAws(await openSession('walk', withRegion, host));
  if (opened.target.stack?.source.from !== 'default') return withRegion;
  const facts = await gather([stack, stackNames, caller], askAws(opened.target, opened.aws, session.startedAt));
  const names = known(stackNames, facts) ?? [];
  if (known(stack, facts) !== null || names.length === 0) return withRegion;
  return {
    ...withRegion,
    stack: await host.choose(`Which stack in ${await askedIn(opened, originFrom(opened, facts))}?`, asChoices(names)),
  };
}

/** Keys in the environment, or a profile that somebody named, leave nothing to pick. */
async function pickProfile({ host, options }: Session): Promise<string | null> {
  if (options.text('profile') !== null || host.env['AWS_ACCESS_KEY_ID'] !== undefined) return null;
  const names = await profileNames(host);
  return names.length < 2
    ? null
    : host.choose('Which AWS profile? It decides the account, the Region and whom you act as.', asChoices(names));
}

async function pickRegion(session: Session, flags: StepFlags): Promise<string | null> {
  const { host } = session;
  const opened = await openAws(await openSession('walk', flags, host));
  if (opened.target.region.source.from !== 'default') return null;
  const { here } = await askOrigin(opened);
  const who =
    here.account === null ? '' : ` of account ${here.account}, as ${harmless(here.operator ?? 'nobody known')},`;
  const picked = await host.choose(`Which Region${who} is the function in?`, asChoices([...REGIONS, OTHER]));
  return picked === OTHER
    ? host.ask('Region', (answer) => REGION_NAME.test(answer) || 'Write one such as ap-northeast-2.')
    : picked;
}
