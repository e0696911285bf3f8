import { parseModel, sameModel } from '../bedrock/model-id.ts';
import type { Recognition } from '../errors/recognition.ts';
import type { WhoseCalls } from './observation.ts';

/** A model ARN or id in a text against the one that is examined; a profile's denial names its base model. */
export const concerns = (named: string, model: string): boolean => {
  const [one, other] = [parseModel(named), parseModel(model)];
  // An application profile does not tell what is behind it: what is said of that may well be said of it.
  if (one.base === null || other.base === null) return one.base !== other.base || named === model;
  return sameModel(named, model);
};

/** Whoever calls with a Bedrock API key calls as the key's own user, whatever the role. */
export const concernsPrincipal = (seen: Recognition, who: WhoseCalls | null): boolean =>
  seen.cause === 'bearer-token-rejected' || !seen.principal || who === null || isCallerOf(seen.principal, who);

/** Whether an ARN, of a session too, is that of the principal. */
export function isCallerOf(arn: string, { name, arn: own }: WhoseCalls): boolean {
  if (own !== null && arn === own) return true;
  const account = own?.split(':')[4];
  const theirs = arn.split(':')[4];
  if (account && theirs && account !== theirs) return false;
  const session = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (session !== undefined) return !own?.includes(':user/') && session === name;
  const [, kind, last] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (last === undefined) return arn.endsWith(':root') ? own?.endsWith(':root') === true : true;
  return last === name && (own === null ? kind === 'role' : own.includes(`:${kind}/`));
}
