import { parse } from 'yaml';

/**
 * A template's text as data, for readers that want no places: JSON is YAML, and a tag such as `!Sub` is left out of account.
 * Null for what is neither. Loaded late by its users: the package is CommonJS, whose names a late `import()` of it has not.
 */
export function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}
