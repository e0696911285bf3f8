import { invokeModel } from '../../aws/operations/bedrock-runtime.ts';
import { describeStackEvents } from '../../aws/operations/cloudformation.ts';
import { lookupEvents } from '../../aws/operations/cloudtrail.ts';
import { listAccountAliases } from '../../aws/operations/iam.ts';
import { invoke } from '../../aws/operations/lambda.ts';
import { filterLogEvents } from '../../aws/operations/logs.ts';
import { assumeRole } from '../../aws/operations/sts.ts';
import { CHECKS } from '../../checks/index.ts';
import { type Probe, probeOf } from '../../core/probe.ts';
import { isReadInFleet } from '../../fleet/judge-account.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { offers } from '../../probes/bedrock/offers.ts';
import { apiRoute } from '../../probes/cloudformation/api-route.ts';
import { apiUrl } from '../../probes/cloudformation/api-url.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { functionUrl } from '../../probes/lambda/function-url.ts';
import { modelAgreement } from '../../settings/bedrock/model-agreement.ts';
import { useCaseForm } from '../../settings/bedrock/use-case-form.ts';
import { roleInlinePolicy } from '../../settings/iam/role-inline-policy.ts';
import { userInlinePolicy } from '../../settings/iam/user-inline-policy.ts';
import type { Way } from '../../verification/ask.ts';

/** Commands that look at AWS. */
export const COMMANDS = ['diagnose', 'callers', 'preflight', 'fix', 'verify', 'tail', 'undo', 'fleet'] as const;
export type AwsCommand = (typeof COMMANDS)[number];

/** What narrows the need further. */
export interface Use {
  /** The option of `fix`; null: any. */
  readonly option: 1 | 2 | 3 | null;
  readonly via: Way;
  /** Whether the diagnosis asks the function once. */
  readonly probe: boolean;
  /** Whose calls are examined, where it is a principal that has no stack and no function; null: anybody's. */
  readonly principal?: 'me' | 'user' | null;
  /** Whether a log is named. */
  readonly log?: boolean;
}

/** What a diagnosis does not read of somebody without stack, function and role; a log only where one is named. */
const OF_OTHERS: readonly { readonly actions: RegExp; readonly unless: (use: Use) => boolean }[] = [
  { actions: /^(?:lambda|cloudformation):/, unless: ({ principal }) => (principal ?? null) === null },
  { actions: /^logs:/, unless: ({ principal, log }) => (principal ?? null) === null || log === true },
  { actions: /^iam:\w*Role/, unless: ({ principal }) => principal !== 'user' },
];

/** One action and what it is needed for, in words. */
export interface Need {
  readonly action: string;
  readonly why: string;
}

/** A probe and everything it needs, each once. */
function reached(roots: readonly Probe[]): readonly Probe[] {
  const found = new Set<Probe>();
  const visit = (probe: Probe): void => {
    if (found.has(probe)) return;
    found.add(probe);
    for (const need of Object.values(probe.needs)) visit(probeOf(need));
  };
  for (const root of roots) visit(root);
  return [...found];
}

/** A probe that spends is asked for by a flag of its own, and names its permission then. */
const reads = (roots: readonly Probe[], isRead: (probe: string) => boolean = () => true): readonly Need[] =>
  reached(roots)
    .filter(({ spends, id }) => spends === undefined && isRead(id))
    .flatMap(({ actions, title }) => actions.map((action) => ({ action, why: `to read ${title}` })));

/** What is above a question; never required. */
const ALIAS: Need = {
  action: listAccountAliases.action,
  why: 'optional: to name the account as people call it above every question',
};

/** What the checks read, and what a diagnosis reads beside them. */
const diagnosis = (probe: boolean): readonly Need[] => [
  ...reads([...CHECKS.flatMap(({ needs }) => Object.values(needs).map(probeOf)), apiUrl]).filter(
    ({ action }) => action !== invoke.action,
  ),
  ...(probe ? [{ action: invoke.action, why: 'to ask the function once (--probe)' }, ALIAS] : []),
];

/** The settings behind the guide's options 1 and 3; option 2 changes a file. */
const SETTINGS_OF = { 1: [useCaseForm, modelAgreement], 2: [], 3: [roleInlinePolicy, userInlinePolicy] } as const;
const SETTING_WORDS: { readonly [kind: string]: string } = {
  [roleInlinePolicy.kind]: "the role's inline policy",
  [userInlinePolicy.kind]: "the user's inline policy",
  [modelAgreement.kind]: "the model's agreement",
  [useCaseForm.kind]: 'the use-case form',
};

const changes = (option: Use['option']): readonly Need[] =>
  (option === null ? ([1, 2, 3] as const) : [option])
    .flatMap((one) => [...SETTINGS_OF[one]])
    .flatMap(({ kind, actions }) => [
      ...actions.read.map((action) => ({ action, why: `to read ${SETTING_WORDS[kind]} before and after a change` })),
      ...actions.write.map((action) => ({
        action,
        why: `to change ${SETTING_WORDS[kind]}, or to take the change back`,
      })),
    ]);

const poem = (via: Way): readonly Need[] => [
  ...(via === 'lambda' ? [{ action: invoke.action, why: 'to make the request, by the function' }] : []),
  ...(via === 'direct' ? [{ action: invokeModel.action, why: 'to make the smallest request of the model' }] : []),
  ...(via === 'role' ? [{ action: assumeRole.action, why: 'to ask the model as the role' }] : []),
  { action: filterLogEvents.action, why: 'to follow the log' },
  ...(via === 'api' ? reads([functionUrl, apiRoute]) : []),
  ...reads([availability, offers]),
];

/** Every action a command may call, in the order of its work, with why. An action that is needed twice is listed twice. */
export function needsOf(command: AwsCommand, use: Use): readonly Need[] {
  const { option, via, probe } = use;
  switch (command) {
    case 'diagnose':
    case 'preflight':
      return diagnosis(probe).filter(({ action }) =>
        OF_OTHERS.every(({ actions, unless }) => !actions.test(action) || unless(use)),
      );
    case 'fix':
      return [
        ...diagnosis(false),
        ...changes(option),
        ALIAS,
        ...(option === 1 || option === 3
          ? []
          : [{ action: describeStackEvents.action, why: 'to say why a deployment was taken back' }]),
        ...poem('api'),
      ];
    case 'verify':
      return [...diagnosis(false), ...poem(via), ALIAS];
    case 'tail':
      return [...reads([lambdaFunction]), { action: filterLogEvents.action, why: 'to follow the log' }];
    case 'fleet':
      return reads(
        CHECKS.flatMap(({ needs }) => Object.values(needs).map(probeOf)),
        isReadInFleet,
      );
    case 'callers':
      return [{ action: lookupEvents.action, why: 'to read who called Bedrock' }];
    case 'undo':
      return [...changes(null), ALIAS];
  }
}
