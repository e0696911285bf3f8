import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';

/** Modes an account can choose; `inherit` takes the organization's. */
const MODES: readonly string[] = ['default', 'none', 'inherit', 'aws_review', 'provider_data_share'];

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetAccountDataRetention.html */
export const getAccountDataRetention = operation('GetAccountDataRetention', (world) => ({
  world,
  output: { mode: world.bedrock.dataRetention },
}));

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutAccountDataRetention.html */
export const putAccountDataRetention = operation('PutAccountDataRetention', (world, input, { now }) => {
  const mode = text(input, 'mode');
  if (!MODES.includes(mode)) return fault('ValidationException', 400, `The data retention mode ${mode} is not valid.`);
  return {
    world: { ...world, bedrock: { ...world.bedrock, dataRetention: mode } },
    output: { mode, updatedAt: new Date(now).toISOString() },
  };
});
