import type { MODEL } from '../layers/model.ts';
import { GLOBAL_PROFILES, LEGACY_MODELS, MODEL_IDS, PROFILE_PERMISSIONS, PROFILES } from '../pages.ts';
import type { Help } from './help.ts';

/** The long texts of the layer `model`. */
export const MODEL_HELP: Readonly<Record<keyof typeof MODEL, Help>> = {
  'model-id-invalid': {
    what: 'Bedrock knows no model, profile or ARN of this name in this Region: a typing error, a profile prefix that this Region does not have (there is no kr., and apac. covers only older models), or a model that was taken away. The client checks almost nothing, so the error comes from the service.',
    confirm:
      'AWS is asked for the model and the profile by exactly this id, in this Region and in a second one, so that a misspelt id is told from a model that lives elsewhere.',
    fix: [
      'List what is there: aws bedrock list-foundation-models --region REGION, and aws bedrock list-inference-profiles --region REGION.',
      "Put the exact id into the function's environment, and allow its role that id's ARN.",
    ],
    useless: [
      'Changing the IAM policy does not help: the id is refused before any policy is asked.',
      'Asking for model access does not help: there is no such model here.',
    ],
    wait: null,
    sources: [PROFILES, 'https://github.com/aws/aws-sdk-js-v3/issues/6424'],
  },
  'model-not-in-region': {
    what: 'The model exists, in another Region. A base model can only be called in the Regions that offer it; an inference profile of a geography, or a global one, may reach it from here. AWS itself often only says that the identifier is invalid.',
    confirm: '',
    fix: [
      'Use an inference profile that reaches the model from this Region, if aws bedrock list-inference-profiles shows one.',
      'Or call Bedrock in a Region that has the model, or choose another model.',
      'Allow the role the new ARNs; mind that a profile may send the prompt to other Regions.',
    ],
    useless: [
      'Changing the IAM policy alone does not help: the model is not here.',
      'Accepting the agreement does not bring a model into a Region.',
    ],
    wait: null,
    sources: [MODEL_IDS, GLOBAL_PROFILES],
  },
  'model-end-of-life': {
    what: 'The provider has ended this version of the model, and nobody can call it any more. AWS ends models Region by Region and announces the date months before. Some ended models are refused as "identifier is invalid" in place of this message.',
    confirm: '',
    fix: [
      'Choose an active model; aws bedrock list-inference-profiles and list-foundation-models show what this Region has.',
      "Change the id in the template or environment, and the ARNs in the role's policy.",
      'Check the request body: newer models may reject parameters that the old one took, and may answer in another form.',
      'Compare the price, and where a profile sends the prompt.',
    ],
    useless: [
      'No permission, form, agreement or support case brings an ended model back.',
      'Waiting and retrying do not help.',
    ],
    wait: null,
    sources: [LEGACY_MODELS],
  },
  'model-legacy': {
    what: 'The model still answers, but AWS has marked it Legacy and named, or will name, the day on which it ends. New customers cannot begin to use a legacy model, and accounts that do not use it may lose it earlier. During extended access the price may be higher.',
    confirm:
      'The lifecycle that GetFoundationModel gives in this Region is read; it warns 180, 90 and 30 days before the end.',
    fix: [
      'Choose an active model and plan the change before the end-of-life date.',
      'Until then call the model now and then: an account that does not may be locked out.',
    ],
    useless: ['No permission, form or agreement postpones the date.'],
    wait: null,
    sources: [LEGACY_MODELS],
  },
  'model-legacy-locked': {
    what: 'The model is Legacy, and this account has not used it for the number of days that the message names (15 in the documentation, 30 in messages since April 2026), so AWS has closed it for this account. It comes as a 404 that begins with "Access denied", which is why it looks like a matter of permissions.',
    confirm: 'Only a call shows it: the control plane still lists the model as available.',
    fix: ['Choose an active model and change the id, the ARNs in the policy and, where needed, the request body.'],
    useless: [
      'Changing the IAM policy does not help, and neither does accepting the agreement again.',
      'Waiting does not help; the lock is per account and stays.',
    ],
    wait: null,
    sources: [LEGACY_MODELS, 'https://github.com/awslabs/llmeter/issues/35'],
  },
  'inference-profile-required': {
    what: 'Newer models have no on-demand throughput under their bare id; they are called through an inference profile, whose id begins with a prefix such as us., eu., jp., au. or global. The profile spreads the calls over several Regions.',
    confirm: '',
    fix: [
      'Find the profile that this Region has: aws bedrock list-inference-profiles --region REGION.',
      'Use its id in place of the bare one.',
      "Allow the role on the profile's ARN and on the model's ARN in every Region behind it; a global profile also needs the ARN without a Region.",
      'Mind that the prompt may leave this Region; a global profile may send it to any.',
    ],
    useless: [
      'Changing the IAM policy alone does not help: the bare id stays without on-demand throughput.',
      'Asking for a higher quota does not help.',
    ],
    wait: null,
    sources: [PROFILE_PERMISSIONS, GLOBAL_PROFILES],
  },
  'model-route-unsupported': {
    what: 'Bedrock has two inference endpoints, bedrock-runtime and the OpenAI-compatible bedrock-mantle, and several paths on each. Not every model is behind every path, and the list that an endpoint prints holds models that its routes refuse. Mantle also does not exist in every Region.',
    confirm: '',
    fix: [
      "Read on the model's card which endpoint and API serve it.",
      'Prefer bedrock-runtime: Converse or InvokeModel, or the OpenAI-compatible paths under /openai/v1 there.',
      'Allow the principal what the other endpoint asks for: bedrock:InvokeModel on bedrock-runtime, bedrock-mantle:CreateInference on Mantle.',
    ],
    useless: [
      'Granting more permissions does not help: the path does not know the model.',
      'A new API key does not help, though Mantle sometimes answers 401 here.',
    ],
    wait: null,
    sources: [MODEL_IDS],
  },
};
