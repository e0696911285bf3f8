import type { Page } from '../causes/page.ts';

export const permissions: Page = {
  id: 'permissions',
  title: 'Permissions',
  sections: [
    {
      heading: 'What it needs',
      kind: 'text',
      text: 'Reading for everything but fix and undo. A diagnosis works with less: a check that may not look says so and names the missing action, and the run is undetermined rather than healthy.',
    },
    {
      heading: 'The least policy of a command',
      kind: 'lines',
      language: 'bash',
      text: [
        'bedrock-doctor explain permissions',
        'bedrock-doctor explain permissions --for fix --option 3 --stack kiroween -v',
        'bedrock-doctor explain permissions --for verify --via lambda --region ap-northeast-2',
      ].join('\n'),
    },
    {
      heading: 'Rules',
      kind: 'list',
      ordered: false,
      items: [
        'The policies are made from what each probe and setting declares, and a test runs every command with its policy and nothing else.',
        '-v says why each action is there.',
        'docs/permissions.md has them all.',
      ],
    },
  ],
};
