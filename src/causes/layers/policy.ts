import { layerOf } from '../cause.ts';
import {
  ACCESS_DENIED,
  BEDROCK_ACTIONS,
  BOUNDARIES,
  ENDPOINT_POLICIES,
  EVALUATION,
  GUARDRAILS,
  INVOKE_PERMISSIONS,
  KEY_POLICIES,
  PROFILE_PERMISSIONS,
  RCPS,
  SCPS,
  SESSION_POLICIES,
} from '../pages.ts';

/** Causes of the layer `policy`, in the order of the chain. */
export const POLICY = layerOf('policy', {
  'invoke-not-allowed': {
    owner: 'developer',
    title: 'No identity policy allows the role to invoke the model',
    next: "Allow the role bedrock:InvokeModel on the model's ARN: in the template (fix --option 2) or as an inline policy.",
    source: ACCESS_DENIED,
  },
  'invoke-profile-not-allowed': {
    owner: 'developer',
    title: 'The role may invoke the model but not the inference profile, or not in all its Regions',
    next: "Allow the role on the inference profile's ARN and on the model's ARN in every Region behind it.",
    source: PROFILE_PERMISSIONS,
  },
  'invoke-stream-not-allowed': {
    owner: 'developer',
    title: 'The role may not invoke the model with a response stream',
    next: 'Allow the role bedrock:InvokeModelWithResponseStream beside bedrock:InvokeModel.',
    source: INVOKE_PERMISSIONS,
  },
  'action-not-allowed': {
    owner: 'developer',
    title: 'The principal lacks another action than invoking the model',
    next: 'Allow the principal exactly the action and the resource that the message names.',
    source: BEDROCK_ACTIONS,
  },
  'denied-explicitly': {
    owner: 'policy-owner',
    title: 'An identity policy explicitly denies the call',
    next: 'Ask the owner of the policy to take the Deny away or to make an exception; a grant cannot outweigh it.',
    source: EVALUATION,
  },
  'denied-by-scp': {
    owner: 'organization-admin',
    title: 'A service control policy denies the call',
    next: "Ask the organization's administrator for an exception; nothing in this account can outweigh the policy.",
    source: SCPS,
  },
  'denied-by-rcp': {
    owner: 'organization-admin',
    title: 'A resource control policy denies the call',
    next: "Ask the organization's administrator for an exception to the resource control policy.",
    source: RCPS,
  },
  'denied-by-boundary': {
    owner: 'policy-owner',
    title: "The role's permissions boundary does not allow the call",
    next: 'Ask the owner of the permissions boundary to allow the action there; a grant cannot widen it.',
    source: BOUNDARIES,
  },
  'denied-by-session-policy': {
    owner: 'policy-owner',
    title: 'A session policy does not allow the call',
    next: 'Ask whoever assumes the role to allow the action in the session policy.',
    source: SESSION_POLICIES,
  },
  'denied-by-vpc-endpoint': {
    owner: 'policy-owner',
    title: "The VPC endpoint's policy does not allow the call",
    next: 'Allow the action in the policy of the VPC endpoint for Bedrock.',
    source: ENDPOINT_POLICIES,
  },
  'guardrail-not-allowed': {
    owner: 'policy-owner',
    title: 'The role may not apply the guardrail that the call uses',
    next: 'Allow the role bedrock:ApplyGuardrail on the guardrail that the call uses.',
    source: GUARDRAILS,
  },
  'guardrail-required': {
    owner: 'developer',
    title: 'Calls are only allowed with a guardrail that this call does not name',
    next: 'Name the guardrail that the policy asks for in the call; the Deny itself stays.',
    source: GUARDRAILS,
  },
  'kms-denied': {
    owner: 'policy-owner',
    title: 'The role may not use the KMS key that the call needs',
    next: "Allow the role the action on the key, in the key's policy or in the role's.",
    source: KEY_POLICIES,
  },
  'operator-not-allowed': {
    owner: 'account-admin',
    title: 'The operator lacks a permission that the diagnosis, the fix or the deployment needs',
    next: 'Ask an administrator for the permission that the message names; bedrock-doctor explain permissions prints the whole list.',
    source: ACCESS_DENIED,
  },
});
