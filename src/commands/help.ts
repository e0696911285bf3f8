import { COMMANDS } from '../cli/commands.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Command } from '../engine/session/session.ts';
import { pageText } from '../reporters/page.ts';
import { TOPICS } from '../topics/index.ts';

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
    const topics = TOPICS.map(({ id }) => id);
    const meant = nearestOf(word, [...topics, ...COMMANDS.map(({ name }) => name)]);
    const next =
      meant === null
        ? `the topics are ${topics.join(', ')}, and bedrock-doctor --help lists the commands.`
        : `did you mean ${meant}?`;
    throw new UsageError(`There is no help on ${JSON.stringify(given)}; ${next}`);
  }
  await session.show((style) => pageText(topic, style));
  return 0;
};
