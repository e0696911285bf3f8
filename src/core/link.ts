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

/** The links that are about one model: looking at several goes through these several times. */
export const PER_MODEL: ReadonlySet<Link> = new Set<Link>(['model', 'form', 'agreement', 'policy', 'capacity']);
