import { ACCESS_DENIED, GLOBAL_PROFILES, PROFILES, SIMULATOR } from '../pages.ts';
import type { Help } from './help.ts';

/** Where a policy that the role's owner cannot outweigh is in the way. */
export const DENIALS_HELP = {
  'denied-explicitly': {
    what: 'A statement with Effect Deny matches the call. A Deny outweighs every Allow, wherever it is: in a policy of the role, of a group, or attached by somebody else.',
    confirm: "AWS's simulator names the policy, and where the documents may be read, the statement is named too.",
    fix: [
      'Find the statement: the report names policy and statement number.',
      'Ask its owner to take it away, or to make an exception for this role, action and model (a Condition, or NotResource).',
    ],
    useless: ['Adding an Allow does not help, however broad: the Deny wins.', 'Waiting does not help.'],
    wait: 'Usually within a minute or two after the policy was changed; AWS gives no figure.',
    sources: [ACCESS_DENIED],
  },
  'denied-by-scp': {
    what: "The organization's service control policies do not let the account do this: by a Deny, or because no policy allows it. They bind every user and role of the account, administrators too. Rules about Regions are the usual case: an inference profile calls Regions that nobody chose, and one blocked Region is enough. A global profile's requests carry the Region name 'unspecified'.",
    confirm:
      "Only the simulator shows service control policies, and not those with conditions; AWS's own words in a log line are the surest sign.",
    fix: [
      "Ask the organization's administrator for an exception: for bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on this model and profile, in all Regions behind the profile.",
      'Where the policy is against aws-marketplace:Subscribe, an administrator of the organization may accept the agreement, or exempt one role.',
      'Or use a model or profile that stays in the Regions that are allowed.',
    ],
    useless: [
      'Nothing that is changed in this account helps: neither policies nor administrator rights.',
      'A service control policy that allows an action grants nothing by itself: the role needs its own Allow as well.',
    ],
    wait: 'Usually within a few minutes after the policy was changed; AWS gives no figure.',
    sources: [ACCESS_DENIED, PROFILES, GLOBAL_PROFILES, SIMULATOR],
  },
  'denied-by-rcp': {
    what: "The organization's resource control policies, which say who may use the resources of its accounts, deny the call. They bind whoever calls, whatever that role allows. Whether AWS applies them to a given Bedrock resource is not verified here; the cause is told from AWS's words alone.",
    confirm: 'No simulator shows resource control policies; AWS has to say so.',
    fix: ["Ask the organization's administrator for an exception for this role and resource."],
    useless: ['Granting the role more does not help.', 'Nothing that is changed in this account helps.'],
    wait: 'Usually within a few minutes after the policy was changed; AWS gives no figure.',
    sources: [ACCESS_DENIED],
  },
  'denied-by-boundary': {
    what: "The role has a permissions boundary: the most that it may ever do. The action is not within it, so the role's own Allow has no effect. Companies set boundaries on every role that developers make.",
    confirm: "The boundary is read with the role, and the simulator's verdict on it is asked for.",
    fix: [
      'Ask whoever owns the boundary policy to allow the action on the model there.',
      "Keep the Allow in the role's own policy: both are needed.",
    ],
    useless: [
      'Granting the role more does not help: a grant cannot widen the boundary.',
      'Removing the boundary yourself is usually forbidden, and seldom meant.',
    ],
    wait: 'Usually within a minute or two after the boundary was changed; AWS gives no figure.',
    sources: [ACCESS_DENIED],
  },
  'denied-by-session-policy': {
    what: 'Whoever assumed the role passed a session policy along, which narrows this one session. The role itself may be in order. A plain Lambda function has no session policy; it happens in code that assumes a role by itself.',
    confirm: 'No API shows the session policy of a running session; AWS has to say so.',
    fix: [
      'Find who calls AssumeRole with Policy or PolicyArns, and allow the action there.',
      'Or call without a session policy.',
    ],
    useless: ['Granting the role more does not help: the session is narrower than the role.'],
    wait: 'The next session has the new policy; a running one keeps the old.',
    sources: [ACCESS_DENIED],
  },
  'denied-by-vpc-endpoint': {
    what: "The call goes through a VPC endpoint for Bedrock, and the endpoint's own policy does not allow it. It happens only to calls from a VPC with such an endpoint. The role itself may be in order.",
    confirm:
      "Calls in CloudTrail's event history name the endpoint that they came by; its policy is read then (ec2:DescribeVpcEndpoints) and evaluated. An endpoint of another account is not to be seen: there AWS's own words decide.",
    fix: [
      "Ask whoever owns the VPC to allow the action, for this role and model, in the endpoint's policy.",
      'Each endpoint has its own policy: bedrock-runtime for calls, bedrock for the control plane.',
    ],
    useless: [
      'Granting the role more does not help.',
      'Calling from outside the VPC only shows that the endpoint is the reason.',
    ],
    wait: null,
    sources: [ACCESS_DENIED],
  },
} as const satisfies { readonly [cause: string]: Help };
