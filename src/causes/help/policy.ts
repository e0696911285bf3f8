import type { POLICY } from '../layers/policy.ts';
import { ACCESS_DENIED, CONSISTENCY, GLOBAL_PROFILES, INVOKE_PERMISSIONS, KEY_POLICIES } from '../pages.ts';
import { DENIALS_HELP } from './denials.ts';
import type { Help } from './help.ts';

/** What AWS says about how soon a policy has effect. */
const SOON = 'Usually within a minute or two; AWS gives no figure for IAM, and answers may flap meanwhile.';

/** The long texts of the layer `policy`. */
export const POLICY_HELP: Readonly<Record<keyof typeof POLICY, Help>> = {
  'invoke-not-allowed': {
    what: "None of the role's policies allows bedrock:InvokeModel on this model. The Converse operations need the same permission: there is no bedrock:Converse. Often the policy names another model, another Region, or a pattern that does not cover the id in use.",
    confirm: '',
    cure: [
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
    cure: [
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
    cure: ['Allow bedrock:InvokeModelWithResponseStream on the same ARNs, beside bedrock:InvokeModel.'],
    useless: ['Allowing bedrock:ConverseStream does nothing: there is no such action.'],
    wait: SOON,
    sources: [ACCESS_DENIED],
  },
  ...DENIALS_HELP,
  'guardrail-not-allowed': {
    what: 'The call applies a guardrail, and the role may not bedrock:ApplyGuardrail on it. The guardrail may be named in the code, or be enforced by the organisation and belong to another account.',
    confirm: '',
    cure: [
      'Allow the role bedrock:ApplyGuardrail on the ARN that the message names; a guardrail in several Regions also needs its guardrail profile.',
      'For a guardrail of another account, its owner has to share it.',
    ],
    useless: ['Granting bedrock:InvokeModel does not help: that is not what was refused.'],
    wait: SOON,
    sources: [ACCESS_DENIED],
  },
  'kms-denied': {
    what: "Something that the call uses, such as a guardrail or a custom model, is encrypted with a KMS key of the customer, and the role may not use the key. AWS's exact words on Bedrock are not verified; the cause is told from a denied kms: action in an error of Bedrock.",
    confirm: '',
    cure: [
      "Allow the role the action that the message names on the key: in the key's policy, or in the role's where the key's policy leaves it to IAM.",
      'Check that the key is enabled and in the Region of the call.',
    ],
    useless: ['Granting more bedrock: actions does not help.'],
    wait: SOON,
    sources: [KEY_POLICIES, ACCESS_DENIED],
  },
  'operator-not-allowed': {
    what: "The person (or pipeline) at work, not the function, lacks a permission: to read what the diagnosis needs, to make the change that cures, or to deploy. The function's own access may be in order.",
    confirm: 'Each check that could not look says which action was missing.',
    cure: [
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
