/** `Name=value`, or `ParameterKey=Name,ParameterValue=value`; a value with spaces stands in quotes. */
const PAIR = /(?:ParameterKey=)?([A-Za-z0-9]+)(?:,\s*ParameterValue)?=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+)/g;

/**
 * What `parameter_overrides` of samconfig.toml gives to the template's parameters, in either of its spellings, as a text
 * or a list: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 */
export function parameterOverrides(value: unknown): ReadonlyMap<string, string> {
  const text = Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(' ') : value;
  if (typeof text !== 'string') return new Map();
  return new Map(
    [...text.matchAll(PAIR)].map(([, name = '', given = '']) => [
      name,
      /^["']/.test(given) ? given.slice(1, -1).replace(/\\(.)/g, '$1') : given,
    ]),
  );
}
