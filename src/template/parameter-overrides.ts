import { asText } from '../core/json.ts';

/** `Name=value`, or `ParameterKey=Name,ParameterValue=value`; a value with spaces is in quotes, one with commas need not. */
const PAIR =
  /(?:ParameterKey=)?([A-Za-z0-9]+)(?:,\s*ParameterValue)?=("(?:[^"\\]|\\.)*"|'[^']*'|(?:\\.|[^\s"'\\])(?:\\.|[^\s"\\])*)/g;

/**
 * What `parameter_overrides` of samconfig.toml gives to the template's parameters, in either of its spellings, as a text
 * or a list: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 */
export function parameterOverrides(value: unknown): ReadonlyMap<string, string> {
  // YAML files may hold a map, or a list of maps.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value).map(([name, given]) => [name, asText(given)]));
  }
  if (Array.isArray(value)) return new Map(value.flatMap((item: unknown) => [...parameterOverrides(item)]));
  const text = value;
  if (typeof text !== 'string') return new Map();
  return new Map(
    [...text.matchAll(PAIR)].map(([, name = '', given = '']) => [
      name,
      /^["']/.test(given) ? given.slice(1, -1).replace(/\\(.)/g, '$1') : given.replace(/\\(.)/g, '$1'),
    ]),
  );
}
