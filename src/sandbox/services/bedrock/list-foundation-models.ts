import { text } from '../../operation.ts';
import { modelShape, outputOf } from './model.ts';
import { operation } from './operation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html */
export const listFoundationModels = operation('ListFoundationModels', (world, input, { region }) => {
  const provider = text(input, 'byProvider').toLowerCase();
  const inference = text(input, 'byInferenceType');
  const modality = text(input, 'byOutputModality');
  const customization = text(input, 'byCustomizationType');
  const found = world.bedrock.models
    .filter(({ regions }) => regions.includes(region))
    .filter((model) => provider === '' || model.provider.toLowerCase() === provider)
    .filter(({ inferenceTypes }) => inference === '' || inferenceTypes.includes(inference))
    .filter((model) => (modality === '' || modality === outputOf(model)) && customization === '');
  return { world, output: { modelSummaries: found.map((model) => modelShape(world, model, region)) } };
});
