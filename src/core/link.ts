/** The links of the chain a request takes, in order (contract, section 3, rule 1). */
export const LINKS = [
  'credentials',
  'region',
  'stack',
  'function',
  'role',
  'model',
  'form',
  'agreement',
  'policy',
  'capacity',
  'application',
  'log',
] as const;
export type Link = (typeof LINKS)[number];
