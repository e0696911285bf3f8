import { fault, text } from '../../operation.ts';
import { operation, quotaShape, SERVICE_CODE } from './quota.ts';

/** AWS's largest page, and the default. */
const PAGE = 100;

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html */
export const listServiceQuotas = operation('ListServiceQuotas', (world, input, { region }) => {
  if (text(input, 'ServiceCode') !== SERVICE_CODE) {
    return fault('NoSuchResourceException', 400, 'The request failed because the specified service does not exist.');
  }
  const from = Number(text(input, 'NextToken') || '0');
  const page = world.quotas.slice(from, from + Number(text(input, 'MaxResults') || PAGE));
  const next = from + page.length;
  return {
    world,
    output: {
      Quotas: page.map((quota) => quotaShape(world, region, quota)),
      ...(next < world.quotas.length ? { NextToken: String(next) } : {}),
    },
  };
});
