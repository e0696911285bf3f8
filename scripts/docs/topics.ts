import { TOPICS } from '../../src/topics/index.ts';
import { pageMarkdown } from './page.ts';

/** The topics of `help`; permissions have a fuller page of their own. */
export const topicPages = (): readonly (readonly [string, string])[] =>
  TOPICS.filter(({ id }) => id !== 'permissions').map((topic) => [`docs/${topic.id}.md`, pageMarkdown(topic)]);
