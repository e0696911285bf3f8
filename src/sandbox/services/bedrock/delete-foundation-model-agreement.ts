import { fault, text } from '../../operation.ts';
import { agreementOf } from './agreement.ts';
import { idOf, operation } from './operation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteFoundationModelAgreement.html */
export const deleteFoundationModelAgreement = operation('DeleteFoundationModelAgreement', (world, input, { now }) => {
  const id = idOf(text(input, 'modelId'));
  if (agreementOf(world, id, now) === null) {
    return fault('ResourceNotFoundException', 404, 'The agreement does not exist.');
  }
  const { [id]: _gone, ...agreements } = world.bedrock.agreements;
  return { world: { ...world, bedrock: { ...world.bedrock, agreements } }, output: {}, status: 202 };
});
