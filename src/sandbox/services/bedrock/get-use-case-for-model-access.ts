import { fault } from '../../operation.ts';
import { operation } from './operation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetUseCaseForModelAccess.html */
export const getUseCaseForModelAccess = operation('GetUseCaseForModelAccess', (world) =>
  world.bedrock.form === null
    ? fault('ResourceNotFoundException', 404, 'You have not filled out the request form.')
    : { world, output: { formData: Buffer.from(world.bedrock.form.data).toString('base64') } },
);
