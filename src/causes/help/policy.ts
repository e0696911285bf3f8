import type { POLICY } from '../layers/policy.ts';
import { ACCESS_DENIED, CONSISTENCY, EVALUATION, GLOBAL_PROFILES, INVOKE_PERMISSIONS, KEY_POLICIES } from '../pages.ts';
import { DENIALS_HELP } from './denials.ts';
import type { Help } from './help.ts';

/** What AWS says about how soon a policy has effect. */
const SOON = 'Usually within a minute or two; AWS gives no figure for IAM, and answers may flap meanwhile.';

/** The long texts of the layer `policy`. */
export const POLICY_HELP: Readonly<Record<keyof typeof POLICY, Help>> = {
  'invoke-not-allowed': {
    what: "None of the role's policies allows bedrock:InvokeModel on this model. The Converse operations need the same permission: there is no bedrock:Converse. Often the policy names another model, another Region, or a pattern that does not cover the id in use.",
    confirm: '',
    fix: [
      "Lasting: add the statement to the function's Policies in the template and deploy: bedrock-doctor fix --option 2 --deploy.",
      'By hand: allow bedrock:InvokeModel on arn:aws:bedrock:REGION::foundation-model/MODEL-ID.',
    ],
    useless: [
      'Accepting the agreement or sending the form does not help: the policy is asked as well.',
      'Granting aws-marketplace:Subscribe does not help.',
      'Allowing bedrock:Converse does nothing: there is no such action.',
    ],
    wait: SOON,
    sources: [INVOKE_PERMISSIONS, CONSISTENCY],
  },
  'invoke-profile-not-allowed': {
    what: "A call through an inference profile needs permission on the profile's ARN and on the model's ARN in every Region that the profile may send it to. A global profile also needs the model's ARN without a Region. One missing ARN is enough for a refusal, and it may show only when the call is sent to that Region.",
    confirm: 'The Regions behind the profile are read with GetInferenceProfile, and each ARN is asked about singly.',
    fix: [
      'Add the missing ARNs; the finding lists them. bedrock-doctor fix --option 2 writes the whole statement into the template.',
      'Use the ARN of the profile with the account id, and of the models without it.',
    ],
    useless: [
      'Allowing only the model, or only the profile, does not help.',
      "A condition on aws:RequestedRegion that names Regions does not match a global profile's last leg, where it is 'unspecified'.",
    ],
    wait: SOON,
    sources: [GLOBAL_PROFILES, ACCESS_DENIED],
  },
  'invoke-stream-not-allowed': {
    what: 'The code asks for the answer as a stream (InvokeModelWithResponseStream or ConverseStream), which is a permission of its own. The role has only bedrock:InvokeModel.',
    confirm: "The diagnosis does not see from outside whether the code streams; AWS's own words say so.",
    fix: ['Allow bedrock:InvokeModelWithResponseStream on the same ARNs, beside bedrock:InvokeModel.'],
    useless: ['Allowing bedrock:ConverseStream does nothing: there is no such action.'],
    wait: SOON,
    sources: [ACCESS_DENIED],
  },
  'action-not-allowed': {
    what: 'The principal may perhaps invoke the model, but it was refused another action that the application needs: to ask a knowledge base or an agent, to rerank, to count tokens, to start a batch job, to look up an inference profile, or to pass a role. Each is a permission of its own, on a resource of its own.',
    confirm: '',
    fix: [
      'Allow the principal the action that the message names, on the resource that it names: bedrock-doctor fix --option 3 --grant invoke does that for a Bedrock action.',
      'Where the principal is the service role of an agent or knowledge base, the grant belongs to that role, and not to the caller.',
      'Where the principal is an EKS node or an EC2 instance, give the pod a role of its own (Pod Identity or IRSA) in place of a grant to the node.',
    ],
    useless: [
      'Granting bedrock:InvokeModel does not help: that is not what was refused.',
      'Model access, form and agreement are another matter.',
    ],
    wait: SOON,
    sources: [ACCESS_DENIED],
  },
  ...DENIALS_HELP,
  'guardrail-not-allowed': {
    what: 'The call applies a guardrail, and the role may not bedrock:ApplyGuardrail on it. The guardrail may be named in the code, or be enforced by the organization and belong to another account.',
    confirm: '',
    fix: [
      'Allow the role bedrock:ApplyGuardrail on the ARN that the message names; a guardrail in several Regions also needs its guardrail profile.',
      'For a guardrail of another account, its owner has to share it.',
    ],
    useless: ['Granting bedrock:InvokeModel does not help: that is not what was refused.'],
    wait: SOON,
    sources: [ACCESS_DENIED],
  },
  'guardrail-required': {
    what: 'A policy denies every invocation that does not name a guardrail, by the condition key bedrock:GuardrailIdentifier. The call names none, or another one. AWS words it as an explicit Deny, which is why it looks like a Deny against the model.',
    confirm: "The condition of the Deny tells it, where the policy may be read; AWS's words alone do not.",
    fix: [
      'Find the guardrail in the Condition of the Deny: its ARN, maybe with a version.',
      'Name it in the call: guardrailConfig of Converse, guardrailIdentifier and guardrailVersion of InvokeModel.',
      'Allow the principal bedrock:ApplyGuardrail on it.',
    ],
    useless: [
      'Adding an Allow does not help: the Deny wins.',
      'Taking the Deny away is not the fix: it is there so that no call goes without the guardrail.',
    ],
    wait: null,
    sources: [EVALUATION],
  },
  'kms-denied': {
    what: "Something that the call uses, such as a guardrail or a custom model, is encrypted with a KMS key of the customer, and the role may not use the key. AWS's exact words on Bedrock are not verified; the cause is told from a denied kms: action in an error of Bedrock.",
    confirm: '',
    fix: [
      "Allow the role the action that the message names on the key: in the key's policy, or in the role's where the key's policy leaves it to IAM.",
      'Check that the key is enabled and in the Region of the call.',
    ],
    useless: ['Granting more bedrock: actions does not help.'],
    wait: SOON,
    sources: [KEY_POLICIES, ACCESS_DENIED],
  },
  'operator-not-allowed': {
    what: "The person (or pipeline) at work, not the function, lacks a permission: to read what the diagnosis needs, to make the change that fixes it, or to deploy. The function's own access may be in order.",
    confirm: 'Each check that could not look says which action was missing.',
    fix: [
      'bedrock-doctor explain permissions --for COMMAND prints the least policy that the command needs.',
      'Send it to an administrator of the account; ask for it to be attached to your user or role.',
    ],
    useless: [
      "Changing the function's role does not help: it is not the role that was refused.",
      'Running with --debug does not show what may not be read.',
    ],
    wait: SOON,
    sources: [],
  },
};
