import { text } from '../../operation.ts';
import { findModel, modelShape } from './model.ts';
import { onModel, operation, UNKNOWN_MODEL } from './operation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModel.html */
export const getFoundationModel = operation(
  'GetFoundationModel',
  (world, input, { region }) => {
    const model = findModel(world, text(input, 'modelIdentifier'), region);
    return model ? { world, output: { modelDetails: modelShape(world, model, region) } } : UNKNOWN_MODEL;
  },
  onModel('modelIdentifier'),
);
