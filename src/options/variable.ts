import type { OptionName } from './table.ts';

/** 'endpointUrl' → 'BEDROCK_DOCTOR_ENDPOINT_URL'. */
export const variableOf = (name: OptionName): string =>
  `BEDROCK_DOCTOR_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
