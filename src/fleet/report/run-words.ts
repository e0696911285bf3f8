import type { RunParameters } from '../run-line.ts';

/** What was looked at, in a sentence: 'Role App in 3 Regions, 2 models; begun 2026-11-24 12:00 UTC.' */
export function partOfRun({
  principal,
  agreementOnly,
  regions,
  models,
  startedAt,
  everyRegion,
  shard,
}: RunParameters): string {
  const whom =
    principal === null || agreementOnly
      ? 'Agreements only'
      : `${principal.kind === 'role' ? 'Role' : 'User'} ${principal.name}`;
  const count = (of: number, one: string): string => `${of} ${one}${of === 1 ? '' : 's'}`;
  const part = shard === null ? '' : `, shard ${shard.index} of ${shard.of}`;
  const agreements = everyRegion ? '' : '; agreements were read in one Region of each account';
  return `${whom} in ${count(regions.length, 'Region')}, ${count(models.length, 'model')}${part}; begun ${startedAt.slice(0, 16).replace('T', ' ')} UTC${agreements}.`;
}
