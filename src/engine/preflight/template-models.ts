import { join } from 'node:path';
import { partitionOf } from '../../bedrock/partition.ts';
import type { Sourced } from '../../core/target.ts';
import { parameterOverrides } from '../../template/parameter-overrides.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** The names SAM itself looks for: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html */
const NAMES = ['template.yaml', 'template.yml', 'template.json'];

/**
 * Every model id that the template in this folder sets, each once, with its file and line: the template's own, or that of
 * samconfig.toml where it gives the parameter its value. A template that cannot be read is said and left alone.
 */
export async function templateModels({
  host,
  options,
  target,
  quiet,
}: AwsSession): Promise<readonly Sourced<string>[]> {
  for (const name of NAMES) {
    const text = await host.read(join(host.cwd, name));
    if (text === null) continue;
    // Late: a run with --model reads no template.
    const { parseTemplate } = await import('../../template/parse.ts');
    const { namedModels } = await import('../../template/named-models.ts');
    const parsed = parseTemplate(text, name);
    if ('error' in parsed) {
      if (!quiet) host.err(`${parsed.error} The function's own model is looked at instead.\n`);
      return [];
    }
    const region = target.region.value;
    const place = { region, account: null, partition: partitionOf(region), stack: target.stack?.value ?? '' };
    const overrides = options.sam('parameter_overrides');
    const given = parameterOverrides(overrides?.value);
    return namedModels(parsed.ok, place, given).map(({ id, line, parameter }) => ({
      value: id,
      source:
        overrides !== null && parameter !== null && given.has(parameter)
          ? overrides.source
          : { from: 'file', path: name, line },
    }));
  }
  return [];
}
