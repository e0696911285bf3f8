import { fault, text } from '../../operation.ts';
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

/** What a restricted account is told when it asks for access. */
export const RESTRICTED = fault(
  'ValidationException',
  400,
  'Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
);
