/** A command line that cannot be carried out, and all that standard error says then. */
export interface ErrorCase {
  readonly args: readonly string[];
  readonly says: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the folder it runs in. */
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const one = (line: string, says: string, more: Omit<ErrorCase, 'args' | 'says'> = {}): ErrorCase => ({
  args: line === '' ? [] : line.split(' '),
  says,
  ...more,
});

/** What the command line itself gets wrong. */
const COMMAND_LINE: readonly ErrorCase[] = [
  one('diagnos', 'There is no command diagnos; did you mean diagnose?'),
  one('frobnicate', 'There is no command frobnicate; bedrock-doctor --help lists them.'),
  one('diagnose --regoin x', 'There is no option --regoin; did you mean --region?'),
  one('diagnose --nope', 'There is no option --nope; bedrock-doctor diagnose --help lists the options.'),
  one('diagnose -x', 'There is no option -x; bedrock-doctor diagnose --help lists the options.'),
  one('diagnose -vqz', 'There is no option -z; bedrock-doctor diagnose --help lists the options.'),
  one(
    'explain -oops',
    'There is no option -oops; bedrock-doctor explain --help lists the options; a text that begins with - goes after --: bedrock-doctor explain -- TEXT.',
  ),
  one(
    'preflight --probe',
    '--probe is an option of diagnose and explain, not of preflight; bedrock-doctor preflight --help lists the options.',
  ),
  one('undo --dry-run', '--dry-run is an option of fix, not of undo; bedrock-doctor undo --help lists the options.'),
  one('--nope', 'There is no option --nope; bedrock-doctor --help lists the commands.'),
  one(
    '--region us-east-1',
    '--region needs a command before it, such as bedrock-doctor diagnose --region …; bedrock-doctor --help lists them.',
  ),
  one(
    '--region us-east-1 diagnose --nope',
    'There is no option --nope; bedrock-doctor diagnose --help lists the options.',
  ),
  one('diagnose --yes=1', '--yes takes no value; write --yes alone.'),
  one('diagnose --region', '--region needs a value; write --region <region>.'),
  one('diagnose --stack --debug', '--stack needs a value before --debug; write --stack <name>.'),
  one(
    'diagnose kiroween',
    'bedrock-doctor diagnose takes no argument; leave "kiroween" out, or see bedrock-doctor diagnose --help.',
  ),
  one(
    'undo a b c',
    'bedrock-doctor undo takes one argument; leave "b" and "c" out, or see bedrock-doctor undo --help.',
  ),
  one('completion', 'bedrock-doctor completion needs a shell: bash, zsh or fish.'),
  one('completion tcsh', 'There is no completion for "tcsh"; name one of bash, zsh, fish.'),
  one('help diagnos', 'There is no help on "diagnos"; did you mean diagnose?'),
  one(
    'help nope',
    'There is no help on "nope"; the topics are exit-codes, formats, config, permissions, and bedrock-doctor --help lists the commands.',
  ),
  one('walk', 'The guided walk asks, and nobody can be asked here; bedrock-doctor --help lists the commands.'),
];

/** Values of a wrong form, by flag, variable and file. */
const VALUES: readonly ErrorCase[] = [
  { args: ['diagnose', '--region', ''], says: '--region is empty; give it a value, or leave it out.' },
  one('diagnose --region nowhere', '--region must be an AWS Region such as ap-northeast-2 (it is "nowhere").'),
  one('diagnose', 'AWS_REGION must be an AWS Region such as ap-northeast-2 (it is "nowhere").', {
    env: { AWS_REGION: 'nowhere' },
  }),
  one('tail', '"region" in samconfig.toml, line 2, must be an AWS Region such as ap-northeast-2 (it is "nowhere").', {
    files: { 'samconfig.toml': '[default.deploy.parameters]\nregion = "nowhere"\n' },
  }),
  one('diagnose --timeout 5', '--timeout must be a duration such as 30s, 5m or 1h (it is "5").'),
  one('diagnose', 'BEDROCK_DOCTOR_TIMEOUT must be a duration such as 30s, 5m or 1h (it is "soon").', {
    env: { BEDROCK_DOCTOR_TIMEOUT: 'soon' },
  }),
  one('diagnose', 'BEDROCK_DOCTOR_YES must be true or false (it is "maybe").', {
    env: { BEDROCK_DOCTOR_YES: 'maybe' },
  }),
  one('diagnose', '"since" in .bedrock-doctor.json, line 3, must be a duration such as 30s, 5m or 1h (it is "ever").', {
    files: { '.bedrock-doctor.json': '{\n  "stack": "kiroween",\n  "since": "ever"\n}\n' },
  }),
  one(
    'diagnose --format xyz',
    '--format must be one of text, json, html, junit, sarif, markdown, github, or several such as json=out.json,text (it is "xyz").',
  ),
  one('diagnose --format json=', '--format names no file after json=; write json=FILE (it is "json=").'),
  one(
    'diagnose --format json,text',
    'Two formats cannot go to standard output together; give all but one a file: --format json=out.json,text.',
  ),
  one(
    'diagnose --format json=a.json --output b',
    '--output has no format to write: each one in --format names a file already; leave --output out.',
  ),
  one('tail --format html', '--format must be text or json here (it is "html").'),
  one('verify --follow --format html', '--format must be text or json here (it is "html").'),
  one('explain --list --format html', '--format must be text or json here (it is "html").'),
  one('diagnose --fail-on info', '--fail-on must be one of error, warning (it is "info").'),
  one('fix --option 4', '--option must be 1, 2 or 3 (it is "4").'),
  one('fix --grant all', '--grant must be one of guide, model, temporary, invoke (it is "all").'),
  one('fix --option 3 --yes', 'BEDROCK_DOCTOR_VIA must be one of api, lambda, direct, role (it is "post").', {
    env: { BEDROCK_DOCTOR_VIA: 'post' },
  }),
  one(
    'diagnose --endpoint-url localhost',
    '--endpoint-url must be an address that begins with https:// or http:// (it is "localhost").',
  ),
  one('verify', 'BEDROCK_DOCTOR_API_URL must be an address that begins with https:// or http:// (it is "x").', {
    env: { BEDROCK_DOCTOR_API_URL: 'x' },
  }),
  one(
    'diagnose --function arn:aws:lambda:x',
    '--function must be a logical id, a name or the ARN of a Lambda function (it is "arn:aws:lambda:x").',
  ),
  one(
    'diagnose --role arn:aws:sts::123456789012:federated-user/b',
    '--role must be a logical id, a name or the ARN of an IAM role or of its session (it is "arn:aws:sts::123456789012:federated-user/b").',
  ),
  one(
    'diagnose --user arn:aws:iam::123456789012:role/b',
    '--user must be a name or the ARN of an IAM user; pass this one with --role (it is "arn:aws:iam::123456789012:role/b").',
  ),
  one(
    'fix --role arn:aws:iam::123456789012:user/b',
    '--role must be a logical id, a name or the ARN of an IAM role or of its session; pass this one with --user (it is "arn:aws:iam::123456789012:user/b").',
  ),
  one(
    'tail --until (',
    '--until must be a regular expression; put \\ before a sign that stands for itself (it is "(").',
  ),
  one(
    'fix --option 3 --yes',
    '"expect" in .bedrock-doctor.json, line 1, must be a regular expression; put \\ before a sign that stands for itself (it is "(").',
    {
      files: { '.bedrock-doctor.json': '{"expect": ["a", "("]}' },
    },
  ),
  one(
    'diagnose --only account/agreement-signd',
    '--only: there is no check account/agreement-signd; did you mean account/agreement-signed?',
  ),
  one(
    'diagnose --skip nope',
    '--skip: there is no check nope; a check is an id such as credentials/accepted, as diagnose --format json prints them, or an area: credentials, target, model, account, policy, capacity, application.',
  ),
  one('undo NOPE', 'There is no change NOPE; bedrock-doctor undo --list shows them.'),
  one('demo NOPE', 'There is no scenario NOPE; bedrock-doctor demo --list shows them all.'),
  one('sandbox --scenario helthy', 'There is no scenario helthy; did you mean healthy?'),
  one('sandbox --port 1.5', '--port must be a whole number from 1 to 65535, or 0 for any free one (it is "1.5").'),
  one('sandbox --speed 0', '--speed must be a number above 0, at most 100000 (it is "0").'),
  one(
    'sandbox --log-delay 5s-1s',
    '--log-delay must be two durations, the shorter first, such as 300ms-2500ms or 1s-30s (it is "5s-1s").',
  ),
  one('explain', 'Nothing to explain; pass an error text, a cause id, or - for standard input.'),
];

/** Files that are not there, not readable, or not what they should be. */
const FILES: readonly ErrorCase[] = [
  one('diagnose --config none.json', 'The config file none.json does not exist; check --config.'),
  one('diagnose', 'The config file none.json does not exist; check BEDROCK_DOCTOR_CONFIG.', {
    env: { BEDROCK_DOCTOR_CONFIG: 'none.json' },
  }),
  one('diagnose --config .', '. cannot be read: it is a folder; check --config.'),
  one('diagnose', '.bedrock-doctor.json, line 2, is not valid JSON; fix or remove the file.', {
    files: { '.bedrock-doctor.json': '{"stack": "kiroween",\n"region": nowhere}\n' },
  }),
  one(
    'diagnose',
    '.bedrock-doctor.json must hold a JSON object, such as {"stack": "kiroween"}; fix or remove the file.',
    { files: { '.bedrock-doctor.json': '[]' } },
  ),
  one('diagnose', '.bedrock-doctor.json, line 2: "regoin" is no option; did you mean "region"?', {
    files: { '.bedrock-doctor.json': '{"stack": "a",\n"regoin": "b"}' },
  }),
  one(
    'diagnose',
    '.bedrock-doctor.json, line 1: "lines" is no option; keys are the flags in camelCase, such as "apiUrl"; bedrock-doctor help config lists them.',
    { files: { '.bedrock-doctor.json': '{"lines": 1}' } },
  ),
  one(
    'diagnose',
    'samconfig.toml, line 2, is not valid TOML; fix the file, or pass --stack and --region in another folder.',
    {
      files: { 'samconfig.toml': '[default.deploy.parameters]\nregion = \n' },
    },
  ),
  one('diagnose --from none.json', 'The facts file none.json does not exist; check --from.'),
  one(
    'diagnose --from a.json',
    'a.json, line 1, is not valid JSON: it is damaged or no facts file; save it anew with --save.',
    { files: { 'a.json': 'text' } },
  ),
  one('diagnose --from a.json', 'a.json is no facts file; pass one that diagnose --save wrote.', {
    files: { 'a.json': '{}' },
  }),
  one('diagnose --save -', '--save needs the name of a file; standard output carries the report.'),
  one('diagnose --save none/a', 'none/a cannot be written: there is no such folder; name another file in --save.'),
  one('diagnose --output none/a', 'none/a cannot be written: there is no such folder; name another file in --output.'),
  one('diagnose --format html=.', '. cannot be written: it is a folder; name another file in --format.'),
  one('fix --yes', 'none/a cannot be written: there is no such folder; name another file in BEDROCK_DOCTOR_OUTPUT.', {
    env: { BEDROCK_DOCTOR_OUTPUT: 'none/a' },
  }),
  one('fix --plan-out none/a', 'none/a cannot be written: there is no such folder; name another file in --plan-out.'),
  one('fix --plan none.json', 'The plan none.json does not exist; check --plan.'),
  one('fix --plan a.json', 'The plan a.json, line 2, is not valid JSON; make it anew with fix --plan-out FILE.', {
    files: { 'a.json': '{"schema": 1,\n"region"}' },
  }),
  one(
    'fix --plan a.json',
    'The plan a.json cannot be carried out: it is none of this version; make it anew with fix --plan-out FILE.',
    {
      files: { 'a.json': '{"schema": 2}' },
    },
  ),
  one(
    'fix --plan a.json',
    'The plan a.json was made for us-east-1, and this run is in ap-northeast-2; pass --region us-east-1.',
    {
      files: {
        'a.json': JSON.stringify({
          schema: 1,
          remedy: 'put-role-policy',
          account: '123456789012',
          region: 'us-east-1',
          assignments: [
            {
              setting: 'iam.role-inline-policy',
              key: { role: 'r', policy: 'BedrockMarketplaceAccess' },
              subject: 'r/BedrockMarketplaceAccess',
              from: null,
              to: '{}',
            },
          ],
        }),
      },
    },
  ),
  one('fix --use-case none.json', 'The use-case form none.json does not exist; check --use-case.'),
  one(
    'fix --use-case a.json',
    'The use-case form a.json cannot be sent. Line 3 is not valid JSON. Mend it, or begin with what fix --print-use-case-template prints.',
    { files: { 'a.json': '{\n"companyName"\n}' } },
  ),
  one(
    'fix --use-case a.json',
    'The use-case form a.json cannot be sent. companyNam is no field of the form; did you mean companyName? companyName is missing. intendedUsers must be text in quotation marks. Mend it, or begin with what fix --print-use-case-template prints.',
    {
      files: {
        'a.json': JSON.stringify({
          companyNam: 'Example',
          companyWebsite: 'https://example.com',
          intendedUsers: 1,
          industryOption: 'Education',
          useCases: 'Poems',
        }),
      },
    },
  ),
  one('fix --option 2 --template none.yaml', 'The template none.yaml does not exist; check --template.'),
  one(
    'fix --option 2 --yes',
    'There is no template.yaml, template.yml or template.json in this folder: go to where it is, or pass --template FILE.',
  ),
  one(
    'fix --option 2 --yes --template a.yaml',
    'a.yaml, line 5: a ] is missing, or stands too far to the left. Mend it, or name another file with --template.',
    { files: { 'a.yaml': 'Resources:\n  A:\n   - b\n  c: [\n' } },
  ),
  one('verify --poem none.json', 'The request body none.json does not exist; check --poem.'),
  one('verify --poem a.json', 'The request body a.json, line 1, is not valid JSON; mend the file, or change --poem.', {
    files: { 'a.json': 'persona=hamlet' },
  }),
  one('verify --api-key-env POEM_KEY', 'The variable POEM_KEY that --api-key-env names is not set; export it first.'),
  one(
    'fix --option 3 --yes --api-key-env POEM_KEY',
    'The variable POEM_KEY that --api-key-env names is not set; export it first.',
  ),
  one(
    'verify --api-key-env k3y-of-mine',
    '--api-key-env must be the name of the variable that holds the API key, never the key itself.',
  ),
  one('diagnose', 'AWS_CA_BUNDLE names none.pem, which does not exist; mend the path, or unset it.', {
    env: { AWS_CA_BUNDLE: 'none.pem' },
  }),
];

/** Flags that cancel each other, or do nothing alone. */
const TOGETHER: readonly ErrorCase[] = [
  one(
    'fix --plan a.json --plan-out b.json',
    '--plan-out makes a new plan, and --plan carries out a saved one as it stands; leave one of them out.',
  ),
  one('fix --option 3 --deploy', '--deploy is for --option 2, not for --option 3; leave one of them out.'),
  one('fix --option 1 --grant model', '--grant is for --option 3, not for --option 1; leave one of them out.'),
  one('fix --option 3 --use-case a.json', '--use-case is for --option 1, not for --option 3; leave one of them out.'),
  one(
    'fix --grant model --deploy',
    '--deploy is for --option 2, and --grant without an option means 3; leave one of them out.',
  ),
  one('verify --tail --via direct', '--tail needs the function, and --via direct goes past it; leave one of them out.'),
  one('verify --via lambda --sign', '--sign is for --via api, not for --via lambda; leave one of them out.'),
  one(
    'tail --raw --format json',
    '--raw prints the message only, and --format json an object for each line; leave one of them out.',
  ),
  one('diagnose --no-redact', '--no-redact is about the saved facts; add --save FILE, or leave it out.'),
  one(
    'diagnose --from a.json --probe',
    '--probe asks AWS, and --from judges saved facts without it; leave one of them out.',
  ),
  one(
    'diagnose --only account --skip account',
    '--only and --skip together leave no check to make; leave one of them out.',
  ),
  one(
    'undo',
    'undo needs to know what to take back: a change id, --last or --all; bedrock-doctor undo --list shows the changes.',
  ),
  one('undo --last --all', '--last takes back one change, and --all every one; leave one of them out.'),
  one('undo ID --all', 'undo takes a change id, --last or --all; leave "ID" or the flag out.'),
  one(
    'demo --list healthy',
    '--list shows them all, and "healthy" would have no effect; leave one of them out, or see bedrock-doctor demo --help.',
  ),
  one('demo --format json', 'The demo tells its story on standard output, as text; leave --format out.'),
  one(
    'explain AccessDenied --for fix',
    '--for is about permissions; write bedrock-doctor explain permissions --for …, or leave it out.',
  ),
  one(
    'explain permissions --option 1',
    '--option changes nothing in the permissions for diagnose; leave it out, or write --for fix.',
  ),
];

/** Where somebody would have to be asked. */
const UNASKED: readonly ErrorCase[] = [
  one(
    'fix',
    'The safest fix is option 1 (accept the agreement once, as the operator: the role needs no new permission). Nobody can be asked here; pass --accept-terms or --yes to agree.',
  ),
  one(
    'fix --option 3 --quiet',
    'Account 123456789012 (kiroween-sandbox), Region ap-northeast-2, operator arn:aws:iam::123456789012:user/operator, endpoint ENDPOINT.\nChange this for account 123456789012 (kiroween-sandbox), ap-northeast-2, as arn:aws:iam::123456789012:user/operator? Nobody can be asked here; pass --yes to agree.',
  ),
  one(
    'diagnose --probe',
    '--probe makes one real request that costs money and can start a Marketplace subscription; pass --yes to agree, since nobody can be asked here.',
  ),
  one(
    'tail --function Nope',
    'The log group of Nope is not known: there is no such function; pass --function or --log-group.',
  ),
];

/** Every mistake the table test makes, in groups. */
export const ERROR_CASES: Readonly<Record<string, readonly ErrorCase[]>> = {
  'the command line': COMMAND_LINE,
  values: VALUES,
  files: FILES,
  'flags together': TOGETHER,
  'nobody to ask': UNASKED,
};
