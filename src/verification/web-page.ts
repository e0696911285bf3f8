/** Longer titles are cut. */
const MOST_TITLE = 120;

/**
 * The title of a web page, empty where it has none; null when the text is no page. What a load balancer, a proxy or a
 * firewall sends in the place of an answer is known by its type or its first letters. Pure.
 */
export function pageTitle(contentType: string, text: string): string | null {
  const isPage =
    /^\s*text\/html\b/i.test(contentType) || /^\s*(?:<!doctype html|<html|<\?xml[^>]*\?>\s*<!doctype html)/i.test(text);
  // Some applications say text/html and send JSON; what can be read as JSON is.
  if (!isPage || /^\s*\{/.test(text)) return null;
  const title = /<title[^>]*>([^<]{1,2000})/i.exec(text)?.[1] ?? '';
  return title.replace(/\s+/g, ' ').trim().slice(0, MOST_TITLE);
}
