import { isMap, isScalar, visit, type YAMLParseError } from 'yaml';
import { uncapitalize } from '../core/sentence.ts';
import { isBeyond } from './bounds.ts';
import { BottomlessTemplate, dataOf, isMerge, keyText, targetOf } from './data.ts';
import { type Read, readYaml } from './read.ts';
import type { Template } from './template.ts';

/** What a text is read as; the error is one sentence with file and line. */
export type Parsed = { readonly ok: Template } | { readonly error: string };

/**
 * Reads a template. YAML 1.1 with any short tag (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html);
 * JSON is what the content says, whatever the file's name. Anchors and merge keys are taken; of a key that is there twice the last counts, as
 * for SAM and CloudFormation.
 */
export function parseTemplate(text: string, path: string): Parsed {
  const beyond = isBeyond(text);
  if (beyond !== null) return { error: `${path} ${beyond}.` };
  const bare = text.replace(/^\ufeff/, '');
  const wrongJson = /^\s*\{/.test(bare) || /\.json$/i.test(path) ? jsonError(bare) : 'no JSON';
  const json = wrongJson === null;
  if (!json && /\.json$/i.test(path)) return { error: `${path} is not valid JSON${wrongJson}.` };
  let read: Read;
  try {
    read = readYaml(json ? withoutTabs(text) : text);
  } catch (error) {
    if (error instanceof RangeError) return { error: `${path} is nested too deep to be read.` };
    throw error;
  }
  const { document, lines } = read;
  const [wrong] = document.errors;
  if (wrong && /call stack/.test(wrong.message)) return { error: `${path} is nested too deep to be read.` };
  if (wrong) return { error: `${path}, line ${lines.linePos(wrong.pos[0]).line}: ${troubleText(wrong)}.` };
  const root = document.contents;
  if (!isMap(root) || !root.has('Resources')) {
    return { error: `${path} is no CloudFormation template: it has no Resources.` };
  }
  const template: Template = { path, text, format: json ? 'json' : 'yaml', document, root, lines };
  const error = aliasError(template);
  return error === null ? { ok: template } : { error };
}

/** What is wrong, in the words of who wrote the file; the library's own where it says it well. */
function troubleText({ code, message }: YAMLParseError): string {
  const [bracket] = /[\]}]$/.exec(message) ?? [];
  if (code === 'BAD_INDENT' && bracket) return `a ${bracket} is missing, or stands too far to the left`;
  if (code === 'MISSING_CHAR' && /closing .quote/.test(message)) return 'a quoted text has no end';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a template is one';
  if (code === 'TAB_AS_INDENT') return 'a tab indents this line, where YAML takes only spaces';
  const [first = ''] = message.split('\n');
  return uncapitalize(first).replace(/[.:]$/, '');
}

/** Keys that stand twice in one map, of which the last counts: a sentence each. */
export function doubledKeys({ document, lines, path }: Template): readonly string[] {
  const found: string[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const pair of items) {
        if (isMerge(pair)) continue;
        const key = keyText(pair.key);
        const { line } = lines.linePos(isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0);
        if (seen.has(key)) found.push(`${path}, line ${line}: the key ${key} is there twice; the last one counts.`);
        seen.add(key);
      }
    },
  });
  return found;
}

/** An alias of nothing, or one within its own anchor. */
function aliasError(template: Template): string | null {
  const { document, lines, path } = template;
  let error: string | null = null;
  visit(document, {
    Alias(_, alias) {
      if (targetOf(document, alias)) return undefined;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      error = `${path}, line ${line}: nothing before it has the anchor &${alias.source}.`;
      return visit.BREAK;
    },
  });
  if (error !== null) return error;
  try {
    dataOf(template);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof BottomlessTemplate)) throw thrown;
    return `${path} has anchors that contain or multiply themselves without end.`;
  }
}

/** JSON has no raw tab within a string, so that every tab is white space; YAML would not take it as indentation. */
const withoutTabs = (text: string): string => text.replaceAll('\t', ' ');

/** Null for JSON; else where it stops being JSON, as far as the engine says. */
function jsonError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const [, at] = /position (\d+)/.exec(String(error)) ?? [];
    return at === undefined ? '' : ` at line ${text.slice(0, Number(at)).split('\n').length}`;
  }
}
