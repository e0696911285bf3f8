import type { Owner } from '../core/cause.ts';
import { kindOfPrincipal, saidOf } from '../core/principal.ts';
import type { Report, RootCause } from '../core/report.ts';

/** The title of a cause for people, said of whom it is about. Programs read it in the words of the catalog. */
export const titleOf = ({ title }: Pick<RootCause, 'title'>, principal: string | null): string =>
  saidOf(principal === null ? null : kindOfPrincipal(principal), title);

/** The title of the root cause for people; null where there is none. */
export const rootTitle = ({ rootCause, target }: Pick<Report, 'rootCause' | 'target'>): string | null =>
  rootCause === null ? null : titleOf(rootCause, target.principal?.value ?? null);

/** Whether all that is examined are users. */
export const isOfUsers = ({ cells, target }: Pick<Report, 'cells' | 'target'>): boolean => {
  const arns = cells.length > 0 ? cells.map(({ principal }) => principal) : [target.principal?.value ?? null];
  return arns.every((arn) => arn !== null && ['user', 'root'].includes(kindOfPrincipal(arn) ?? ''));
};

/**
 * Who can fix the root cause of this principal: whom the catalog names, but where every fix of it here is somebody else's,
 * such as a permission set's, that one. Null where there is no cause.
 */
export const ownerOf = ({ rootCause, remedies }: Pick<Report, 'rootCause' | 'remedies'>): Owner | null => {
  if (rootCause === null) return null;
  const owners = remedies.map(({ owner }) => owner);
  return owners.length === 0 || owners.includes(rootCause.owner) ? rootCause.owner : (owners[0] ?? rootCause.owner);
};
