import { layerOf } from '../cause.ts';
import { ENDPOINTS, LIFECYCLE, MODEL_IDS, MODEL_REGIONS, PROFILES } from '../pages.ts';

/** Causes of the layer `model`, in the order of the chain. */
export const MODEL = layerOf('model', {
  'model-id-invalid': {
    owner: 'developer',
    title: 'The model identifier is not valid',
    next: 'Check the spelling of the model id; list the ids of this Region with aws bedrock list-foundation-models and list-inference-profiles.',
    source: MODEL_IDS,
  },
  'model-not-in-region': {
    owner: 'developer',
    title: 'The model is not offered in this Region',
    next: 'Use an inference profile that reaches this Region, or another Region or model.',
    source: MODEL_REGIONS,
  },
  'model-end-of-life': {
    owner: 'developer',
    title: 'The model has reached its end of life',
    next: 'Choose another model; list what this Region has with aws bedrock list-inference-profiles.',
    source: LIFECYCLE,
  },
  'model-legacy': {
    owner: 'developer',
    title: 'The model is legacy and will reach its end of life',
    next: 'Plan the change to an active model before the end-of-life date.',
    source: LIFECYCLE,
  },
  'model-legacy-locked': {
    owner: 'developer',
    title: 'The model is legacy and this account lost access by not using it',
    next: 'Choose an active model; the old one does not come back for this account.',
    source: LIFECYCLE,
  },
  'inference-profile-required': {
    owner: 'developer',
    title: 'The model can only be invoked through an inference profile',
    next: 'Use the id of an inference profile that contains the model, and allow the role on the profile and on the model behind it.',
    source: PROFILES,
  },
  'model-route-unsupported': {
    owner: 'developer',
    title: 'This endpoint or API path does not serve the model',
    next: 'Call the model at the endpoint and path that its model card names: bedrock-runtime with Converse or InvokeModel, or /openai/v1 there.',
    source: ENDPOINTS,
  },
});
