import { dirname, resolve } from 'node:path';
import { MOST_BYTES } from '../../core/file-limits.ts';
import { readNamed } from '../../options/named-file.ts';
import { shorter } from '../../options/shorter.ts';
import type { Session } from '../session/session.ts';

/** A template on disk. */
export interface TemplateFile {
  readonly path: string;
  /** As messages and commands name it, from where the user is. */
  readonly shown: string;
  /** Whether plain `sam build` takes it. */
  readonly byDefault: boolean;
}

/** The names SAM itself looks for: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html */
const NAMES = ['template.yaml', 'template.yml', 'template.json'];

/** The template of `--template`, else the one SAM would take here; null when there is none. Throws a `UsageError`. */
export async function findTemplateFile({
  host,
  options,
}: Pick<Session, 'host' | 'options'>): Promise<TemplateFile | null> {
  const taken = await templateOfSam({ host, options });
  const given = options.text('template')?.value ?? null;
  if (given === null) return taken === null ? null : { path: taken, shown: shorter(taken, host), byDefault: true };
  const path = resolve(host.cwd, given);
  await readNamed({ read: (_given, most) => host.read(path, most) }, 'template', given, options.where('template'));
  return { path, shown: given, byDefault: path === taken };
}

/** The template that SAM's own variable names, before any configuration file; https://github.com/aws/aws-sam-cli/blob/develop/samcli/commands/_utils/options.py */
export const templateOfVariable = ({ env }: Pick<Session['host'], 'env'>): string | null =>
  env['SAM_TEMPLATE_FILE'] || null;

/** What `sam build` takes in this folder: the one of its variable, else the `template_file` of the configuration file that it reads here, else the first of its names. */
async function templateOfSam({ host, options }: Pick<Session, 'host' | 'options'>): Promise<string | null> {
  const { samConfig } = options;
  const readHere = samConfig !== null && (!samConfig.byDefault || dirname(samConfig.file) === host.cwd);
  const named = readHere
    ? (samConfig.valueOf('build', 'template_file') ?? samConfig.valueOf('build', 'template'))
    : null;
  const ofVariable = templateOfVariable(host);
  const candidates = ofVariable !== null ? [ofVariable] : typeof named === 'string' ? [named] : NAMES;
  for (const name of candidates) {
    const path = resolve(host.cwd, name);
    if ((await host.read(path, MOST_BYTES.template)) !== null) return path;
  }
  return null;
}
