import { collectPages } from '../../aws/collect-pages.ts';

/** What every page of a list has. */
export interface Page {
  readonly Marker?: string | undefined;
  readonly IsTruncated?: boolean | undefined;
}

/** Everything that a list of IAM has, page by page: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export async function listPages<
  P extends { readonly Marker?: string | undefined; readonly IsTruncated?: boolean | undefined },
  T,
>(read: (marker: { readonly Marker?: string }) => Promise<P>, items: (page: P) => readonly T[]): Promise<readonly T[]> {
  const all = await collectPages(
    (marker) => read(marker === undefined ? {} : { Marker: marker }),
    ({ IsTruncated, Marker }) => (IsTruncated === true ? Marker : undefined),
  );
  return all.flatMap(items);
}
