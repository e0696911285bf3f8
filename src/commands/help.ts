import { UsageError } from '../core/usage-error.ts';
import { pageText } from '../reporters/page.ts';
import { TOPICS } from '../topics/index.ts';
import { nearestOf } from './nearest.ts';
import type { Command } from './session.ts';

/** Names under which people look for a topic. */
const ALSO: { readonly [word: string]: string } = {
  exit: 'exit-codes',
  codes: 'exit-codes',
  format: 'formats',
  environment: 'config',
  variables: 'config',
  configuration: 'config',
};

/** `help TOPIC`: a page of the documentation. Help of a command never comes here. */
export const run: Command = async (session, [given = '']) => {
  const word = given.toLowerCase();
  const topic = TOPICS.find(({ id }) => id === (ALSO[word] ?? word));
  if (topic === undefined) {
    const names = TOPICS.map(({ id }) => id);
    const meant = nearestOf(word, names);
    throw new UsageError(
      meant === null
        ? `There is no help on ${JSON.stringify(given)}; name a command, or one of ${names.join(', ')}.`
        : `There is no help on ${JSON.stringify(given)}; did you mean ${meant}?`,
    );
  }
  await session.show((style) => pageText(topic, style));
  return 0;
};
