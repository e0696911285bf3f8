import { GUIDE_FUNCTION, GUIDE_REGION, GUIDE_STACK } from '../applications/guide.ts';
import type { Page } from '../causes/page.ts';
import { OPTIONS, type Option, type OptionName } from '../options/table.ts';
import { variableOf } from '../options/variable.ts';

const NAMES = Object.keys(OPTIONS) as OptionName[];

const row = (name: OptionName): [string, string, string, string] => {
  const option: Option = OPTIONS[name];
  return [option.flag, option.help, [variableOf(name), ...(option.variables ?? [])].join(', '), name];
};

export const config: Page = {
  id: 'config',
  title: 'Flags, variables and files',
  sections: [
    {
      heading: 'Who wins',
      kind: 'list',
      ordered: true,
      items: [
        'The flag.',
        "The option's own variable: BEDROCK_DOCTOR_ and the flag in capitals with underscores. Then the AWS CLI's variables.",
        'The config file: --config, else the nearest .bedrock-doctor.json from this folder up to the repository or the home folder. Its keys are the flags in camelCase. It never agrees to anything, and never says what is written.',
        'samconfig.toml: stack_name, region and profile, from deploy and then from global.',
        'The stack itself: function, role, model, log group and API address are found there.',
        `The guide's values: stack ${GUIDE_STACK}, Region ${GUIDE_REGION}, function ${GUIDE_FUNCTION}.`,
      ],
    },
    { heading: 'Where a value came from', kind: 'text', text: 'Every report says it beside the value.' },
    {
      heading: 'A config file',
      kind: 'lines',
      language: 'json',
      text: JSON.stringify(
        {
          stack: 'kiroween',
          region: 'ap-northeast-2',
          failOn: 'warning',
          accept: [{ id: 'model-legacy', until: '2027-01-31', reason: 'moves to the next model in January' }],
        },
        null,
        2,
      ),
    },
    {
      heading: 'Accepted risks',
      kind: 'text',
      text: 'accept is read by preflight: the id of a cause or the code of a finding, the last day it is accepted (UTC), and why. After that day it counts again.',
    },
    {
      heading: 'Every option',
      kind: 'table',
      rows: [['flag', 'meaning', 'variables', 'key in the file'], ...NAMES.map(row)],
    },
    {
      heading: 'Other variables',
      kind: 'table',
      rows: [
        ['variable', 'meaning'],
        ['NO_COLOR, FORCE_COLOR', 'no color; color on a pipe too'],
        ['CI', 'nothing is asked and nothing moves'],
        ['XDG_STATE_HOME', 'the journal of changes is bedrock-doctor/journal.jsonl in it (default: ~/.local/state)'],
        [
          'XDG_CACHE_HOME',
          'the compiled program is kept in bedrock-doctor under it (default: ~/.cache; NODE_COMPILE_CACHE: in that folder; NODE_DISABLE_COMPILE_CACHE=1: not at all)',
        ],
        ['SAM_TEMPLATE_FILE', "SAM's own: the template of option 2 where --template does not name one"],
      ],
    },
  ],
};
