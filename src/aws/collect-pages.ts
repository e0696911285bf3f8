/** More pages than any list here has; it ends a token that does not move. */
const MOST_PAGES = 40;

/**
 * Every page of a list, in order. `read` asks for the page of a token, undefined for the first; `tokenOf` gives the next
 * page's, which AWS leaves out or leaves empty at the end.
 */
export async function collectPages<P>(
  read: (token: string | undefined) => Promise<P>,
  tokenOf: (page: P) => string | undefined,
): Promise<readonly P[]> {
  const pages: P[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    pages.push(page);
    const next = tokenOf(page) || undefined;
    if (next === token) break;
    token = next;
  } while (token !== undefined && pages.length < MOST_PAGES);
  return pages;
}
