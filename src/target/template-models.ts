import { looksLikeModel } from '../bedrock/model-id.ts';
import type { Host } from '../core/host.ts';
import type { Sourced } from '../core/target.ts';

/** The names SAM itself looks for: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html */
const NAMES = ['template.yaml', 'template.yml', 'template.json'];

/** What separates values in YAML and JSON. */
const WORD = /[^\s"',[\]{}]+/g;

/**
 * Every model id that the template in this folder sets, each once, with its line. Ids in comments, and ARNs and patterns
 * in policies, set nothing.
 */
export async function templateModels({ cwd, read }: Pick<Host, 'cwd' | 'read'>): Promise<readonly Sourced<string>[]> {
  for (const name of NAMES) {
    const text = await read(`${cwd}/${name}`);
    if (text === null) continue;
    const found = new Map<string, Sourced<string>>();
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const code = name.endsWith('.json') ? line : line.replace(/(^|\s)#.*$/, '');
      for (const [word] of code.matchAll(WORD)) {
        if (word.startsWith('arn:') || /[*$]/.test(word) || !looksLikeModel(word) || found.has(word)) continue;
        found.set(word, { value: word, source: { from: 'file', path: name, line: index + 1 } });
      }
    }
    return [...found.values()];
  }
  return [];
}
