import type { World } from '../world.ts';

/** Names of Bedrock's quotas as Service Quotas has them, with ordinary values; the codes are made up. */
export const QUOTAS: World['quotas'] = [
  {
    code: 'L-5A4DB001',
    name: 'On-demand InvokeModel requests per minute for Anthropic Claude 3 Haiku',
    value: 400,
    adjustable: true,
  },
  {
    code: 'L-5A4DB002',
    name: 'On-demand InvokeModel tokens per minute for Anthropic Claude 3 Haiku',
    value: 300_000,
    adjustable: true,
  },
  {
    code: 'L-5A4DB003',
    name: 'Model invocation max tokens per day for Anthropic Claude 3 Haiku (doubled for cross-region calls)',
    value: 432_000_000,
    adjustable: false,
  },
  {
    code: 'L-5A4DB004',
    name: 'Cross-Region InvokeModel tokens per minute for Anthropic Claude Haiku 4.5',
    value: 1_000_000,
    adjustable: true,
  },
];
