import { text } from '../../operation.ts';
import { agreementOf } from './agreement.ts';
import { modelAnywhere } from './model.ts';
import { operation, UNKNOWN_MODEL } from './operation.ts';

/**
 * The four states of a model in an account. It sees neither policies nor gates:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html
 */
export const getFoundationModelAvailability = operation(
  'GetFoundationModelAvailability',
  (world, input, { region, now }) => {
    const model = modelAnywhere(world, text(input, 'modelId'));
    if (!model) return UNKNOWN_MODEL;
    const found = agreementOf(world, model.id, now);
    const agreement = model.productId === null ? 'AVAILABLE' : (found?.status ?? 'NOT_AVAILABLE');
    const error = found?.status === 'ERROR' ? found.errorMessage : null;
    const formMissing = model.provider === 'Anthropic' && world.bedrock.form === null;
    const restricted = world.bedrock.gate === 'restricted';
    return {
      world,
      output: {
        modelId: model.id,
        agreementAvailability: { status: agreement, ...(error === null ? {} : { errorMessage: error }) },
        authorizationStatus: formMissing || restricted ? 'NOT_AUTHORIZED' : 'AUTHORIZED',
        entitlementAvailability: agreement === 'AVAILABLE' && !formMissing ? 'AVAILABLE' : 'NOT_AVAILABLE',
        regionAvailability: model.regions.includes(region) ? 'AVAILABLE' : 'NOT_AVAILABLE',
      },
    };
  },
);
