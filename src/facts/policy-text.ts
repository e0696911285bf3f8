import type { Json } from '../core/json.ts';
import { part } from './arn.ts';
import { anything, each, isObject, type Redactor, type Rule } from './redactor.ts';

/** Actions and service names are AWS's words. */
const ACTION = /^(?:\*|[a-z0-9*?-]+:[A-Za-z0-9*?]+)$/;
/** Condition values that are nobody's: booleans, numbers, dates, Regions, services, AWS's own ids and words. */
const PUBLIC_VALUE =
  /^(?:\*|true|false|-?\d{1,9}(?:\.\d+)?|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|[a-z]{2,4}(?:-[a-z]+)+-\d|[a-z-]+\.amazonaws\.com|prod-[a-z0-9]{13}|unspecified|(?:bedrock|logs|lambda|s3|iam|sts|kms):[A-Za-z*]+)$/;

/** An ARN, account id or address whose ids are replaced, or a secret that is gone: there is nothing left to hide in it. */
const DONE = /^arn:|^0{8}\d{4}$|^[\d.:a-f]+(?:\/\d+)?$|<secret>/i;

const value: Rule = (given, redactor) => {
  if (typeof given !== 'string' || PUBLIC_VALUE.test(given)) return given;
  const redacted = redactor.text(given);
  return DONE.test(redacted) ? redacted : part(redacted, 'value', redactor.names);
};

/** A key as it is; of a tag's key only the part before the tag's own name is AWS's. */
const keyOf = (key: string, redactor: Redactor): string => {
  const [before = '', ...tag] = key.split('/');
  return tag.length === 0 ? before : `${before}/${part(tag.join('/'), 'value', redactor.names)}`;
};

const listOr =
  (rule: Rule): Rule =>
  (given, redactor) =>
    Array.isArray(given) ? each(rule)(given, redactor) : rule(given, redactor);

const condition: Rule = (given, redactor) =>
  isObject(given)
    ? Object.fromEntries(
        Object.entries(given).map(([operator, keys]) => [
          operator,
          isObject(keys)
            ? Object.fromEntries(
                Object.entries(keys).map(([key, values]) => [keyOf(key, redactor), listOr(value)(values, redactor)]),
              )
            : listOr(value)(keys, redactor),
        ]),
      )
    : anything(given, redactor);

const action: Rule = (given, redactor) =>
  typeof given === 'string' && !ACTION.test(given) ? part(given, 'value', redactor.names) : given;

const ELEMENTS: { readonly [element: string]: Rule } = {
  Effect: anything,
  Action: listOr(action),
  NotAction: listOr(action),
  Resource: listOr(anything),
  NotResource: listOr(anything),
  Principal: anything,
  NotPrincipal: anything,
  Condition: condition,
};

/** Statements keep what decides; names of statements are comments and go. */
const statement: Rule = (given, redactor) =>
  isObject(given)
    ? Object.fromEntries(
        Object.entries(given).flatMap(([element, one]): readonly (readonly [string, Json])[] => {
          const rule = ELEMENTS[element];
          return rule ? [[element, rule(one, redactor)]] : [];
        }),
      )
    : anything(given, redactor);

/** The text of a policy document, its ids and names replaced; one that is no JSON is only measured. */
export function redactPolicy(text: string, redactor: Redactor): string {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return /^<\d+ characters>$/.test(text) ? text : `<${text.length} characters>`;
  }
  if (!isObject(parsed)) return `<${text.length} characters>`;
  const { Version, Statement } = parsed;
  return JSON.stringify({
    ...(typeof Version === 'string' && /^\d{4}-\d\d-\d\d$/.test(Version) ? { Version } : {}),
    ...(Statement === undefined ? {} : { Statement: listOr(statement)(Statement, redactor) }),
  });
}
