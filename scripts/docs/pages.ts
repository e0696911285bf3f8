import { documentsWithCauses } from './cause-lists.ts';
import { causePages } from './causes.ts';
import { noticesPage } from './notices.ts';
import { permissionsPage } from './permissions.ts';
import { sandboxPage } from './sandbox.ts';
import { topicPages } from './topics.ts';

/** Every document that is made from the code, by its path under the project. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ...causePages(),
    permissionsPage(),
    noticesPage(),
    ...topicPages(),
    sandboxPage(),
    ...documentsWithCauses(),
  ]);
