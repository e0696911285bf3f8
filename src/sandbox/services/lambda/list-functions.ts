import { everything, type SandboxOperation, text } from '../../operation.ts';
import { configuration } from './function.ts';

/** AWS's largest page, and the default. */
const PAGE = 50;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: SandboxOperation = {
  action: 'lambda:ListFunctions',
  resource: everything,
  handle: (world, input, { region }) => {
    const all = Object.values(world.functions).filter(({ arn }) => arn.split(':')[3] === region);
    const from = Number(text(input, 'Marker') || '0');
    const page = all.slice(from, from + Number(text(input, 'MaxItems') || PAGE));
    const next = from + page.length;
    return {
      world,
      output: {
        Functions: page.map(configuration),
        ...(next < all.length ? { NextMarker: String(next) } : {}),
      },
    };
  },
};
