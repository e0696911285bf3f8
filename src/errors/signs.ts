import { OPERATIONS, OPERATOR, OTHERS, type Service, SHARED, serviceNamed } from './service-names.ts';

/** Signs that name the service of an error, each with what it names. */
export const SIGNS: readonly {
  /** In lower case; a text without any of them does not hold the sign, and its expression is not even made. */
  readonly needles: readonly [string, ...string[]];
  readonly pattern: RegExp;
  readonly of: (groups: readonly string[]) => Service | null;
  readonly yields?: (groups: readonly string[]) => boolean;
}[] = [
  // boto3, the AWS CLI: An error occurred (X) when calling the Y operation
  {
    needles: ['when calling the'],
    pattern: /when calling the (\w+) operation/gi,
    of: ([name = '']) => (OPERATIONS.test(name) ? 'bedrock' : OPERATOR.test(name) ? 'operator' : 'other'),
    yields: ([name = '']) => SHARED.test(name),
  },
  // Go: operation error Bedrock Runtime: InvokeModel
  {
    needles: ['operation error'],
    pattern: /operation error ([\w ]{2,40}): (\w+)/gi,
    // Where the SDK looks for credentials is not who answered.
    of: ([name = '']) => (/^ec2imds$/i.test(name) ? null : serviceNamed(name)),
  },
  // Java: (Service: BedrockRuntime, Status Code: 403
  { needles: ['(service: '], pattern: /\(Service: ([\w ]{2,40})[,;)]/gi, of: ([name = '']) => serviceNamed(name) },
  // CloudTrail
  {
    needles: ['"eventsource"'],
    pattern: /"eventSource" ?: ?"([\w-]+)\.amazonaws\.com"/gi,
    of: ([name = '']) => serviceNamed(name),
  },
  // Hosts: bedrock-runtime.ap-northeast-2.amazonaws.com, dynamodb.us-east-1.amazonaws.com
  {
    needles: ['amazonaws', 'c2s.ic.gov', 'sc2s.sgov.gov', 'csp.hci.ic.gov', 'cloud.adc-e.uk'],
    pattern:
      /\b([a-z0-9][a-z0-9-]*)(?:-fips)?\.(?:[a-z0-9-]+\.){0,3}(?:amazonaws\.(?:com(?:\.cn)?|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)\b/gi,
    of: ([name = '']) =>
      /^bedrock(?:-runtime|-agent|-agent-runtime|-mantle|-agentcore|-agentcore-control)?$/i.test(name)
        ? 'bedrock'
        : /^(?:sts|iam|cloudformation|lambda|logs|cloudtrail|organizations|servicequotas)$/i.test(name)
          ? 'operator'
          : /^(?:console|aws|docs|execute-api|[a-z0-9]{10})$/i.test(name)
            ? null
            : 'other',
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html
  { needles: ['.api.aws'], pattern: /\bbedrock-[a-z-]{2,20}\.[a-z0-9-]{4,30}\.api\.aws\b/g, of: () => 'bedrock' },
  // The scope of a signature: 20261103/us-east-1/bedrock/aws4_request
  {
    needles: ['/aws4_request'],
    pattern: /\b\d{8}\/[a-z0-9-]{4,30}\/([a-z0-9-]{2,40})\/aws4_request\b/g,
    of: ([name = '']) => serviceNamed(name),
  },
  // Gateways: "provider": "bedrock"
  { needles: ['provider'], pattern: /["']?provider["']?: ?["'](?:aws[-_ ]?)?bedrock/gi, of: () => 'bedrock' },
  // AWS's own error types: ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/
  { needles: ['com.amazon.bedrock'], pattern: /\bcom\.amazon\.bedrock\b/g, of: () => 'bedrock' },
  // JavaScript: client-dynamodb; Rust and .NET: Amazon.DynamoDBv2, aws_sdk_dynamodb
  {
    needles: ['aws-sdk', 'aws_sdk_', 'amazon.', 'awssdk.services.'],
    pattern: /(?:@aws-sdk\/client-|aws_sdk_|aws-sdk-|\bAmazon\.|software\.amazon\.awssdk\.services\.)([\w-]+)/g,
    of: ([name = '']) =>
      /bedrock/i.test(name)
        ? 'bedrock'
        : /^(?:Runtime|core|js|php|go|java|ruby|rust|net|cpp|kotlin|swift|pandas|PowerShe)/i.test(name)
          ? null
          : 'other',
  },
  // Ruby: Aws::BedrockRuntime::Errors; PHP: Aws\BedrockRuntime\Exception
  {
    needles: ['aws::', 'aws\\'],
    pattern: /\bAws(?:::|\\{1,2})(\w+)(?:::Errors|\\{1,2}Exception)/g,
    of: ([name = '']) => serviceNamed(name),
  },
  // Anthropic's words behind AWS's name: only Bedrock answers so. And what plugins call it in a log.
  {
    needles: ['validationexception', 'bedrock'],
    pattern:
      /\bValidationException\b\W{1,4}(?:messages\.\d{1,3}\.content\.|The model returned the following errors)|\[[\w.-]{0,20}[Bb]edrock[\w.-]{0,20}\] |\bbedrock\w{0,20}\.(?:invoke_model|converse|invokeModel)\w{0,30}\b/g,
    of: () => 'bedrock',
  },
  // Words that no other service of AWS has: ids of Bedrock's answers, fields of its requests, things only it serves.
  {
    needles: [
      '_bdrk_',
      'tooluse_',
      'bedrock-20',
      'guardrail',
      'inferenceconfig',
      'toolconfig',
      'toolresult block',
      'contentblock object',
      'on-demand throughput',
    ],
    pattern:
      /\b(?:toolu|msg|compl|req)_bdrk_|\btooluse_[A-Za-z0-9_-]{8,}|\bbedrock-20\d\d-\d\d-\d\d\b|\b(?:guardrail ?[Ii]dentifier|inferenceConfig|toolConfig|toolResult blocks?|ContentBlock object|on-demand throughput)\b/g,
    of: () => 'bedrock',
  },
  // AWS's name for a wrong request, and words of models in it
  {
    needles: ['validationexception'],
    pattern:
      /\bValidationException\b["']?(?: ?: | - |:|\uff1a)(?=[^"]{0,100}?\b(?:this model|the (?:requested |provided |specified )?model|model identifier|foundation model|guardrail identifier|inference profile|messages\.\d{1,4}(?=[.:])|max_tokens|thinking(?=\.)|tool_choice|tool_use|tools\.\d|top_[pk]|anthropic)\b)/g,
    of: () => 'bedrock',
  },
  // In other languages than English, SDKs' frames are told in a translation: (ValidationException) … Converse
  { needles: ['converse'], pattern: /\bConverse\b(?<=\(\w{8,40}Exception\)[^"]{0,80}Converse)/g, of: () => 'bedrock' },
  // The bare name, where nothing else is called so
  {
    needles: ['bedrock'],
    pattern:
      /[Bb]edrock(?<=(?:^|[^\w./:-])(?:[\w-]{1,20}[-_])?[Bb]edrock)(?<!Minecraft [Bb]edrock)(?![\w/-]|\.(?![A-Z\s]|$)| (?:Edition|Dedicated|[Ss]erver|Linux|[Ll]evel|strat)|:[A-Z])/g,
    of: () => 'bedrock',
  },
  // A name of a program's own: "service": "bedrock-api", bedrock_failed
  {
    needles: ['bedrock'],
    pattern: /["'](?:[\w-]{1,20}[-_])?bedrock[\w-]{0,30}["']|\bbedrock_[a-z]{2,20}(?:_[a-z]{2,20})?\b(?![/.])/gi,
    of: () => 'bedrock',
  },
  // A container of a log: bedrock-gateway-1 | …
  { needles: ['bedrock-'], pattern: /\bbedrock(?:-\w{1,20}){1,3} \| /g, of: () => 'bedrock' },
  // S3's own end of a sentence that other services end otherwise
  { needles: ['check your key'], pattern: /\bCheck your key and signing method\b/g, of: () => 'other' },
  // Exceptions that only Bedrock's runtime has: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#API_runtime_InvokeModel_Errors
  {
    needles: ['notreadyexception', 'timeoutexception', 'errorexception'],
    pattern: /\b[mM]odel(?:NotReady|Timeout|Error|StreamError)Exception\b/g,
    of: () => 'bedrock',
  },
  // S3 error: 403, and clients of stores that speak its protocol
  {
    needles: [' error', ' exception'],
    pattern: /\b(?:S3|R2|DynamoDB|SQS|SNS|EC2|ECS|EKS|ECR) (?:upload |download |put |get )?(?:error|exception)\b/gi,
    of: () => 'other',
  },
  // A log's own field: service: CognitoIdentityProvider
  {
    needles: ['service'],
    pattern: /[Ss]ervice(?:_?[Nn]ame|_?[Ii]d)?["']? ?[:=] ?["']?(\w+)/g,
    of: ([name = '']) => (OTHERS.test(name) ? 'other' : null),
  },
  // A gateway's route to another provider: azure/gpt-4.1, vertex_ai/…; and Azure's own code
  {
    needles: [
      'azure/',
      'vertex_ai/',
      'gemini/',
      'groq/',
      'cohere/',
      'mistral/',
      'ollama/',
      'huggingface/',
      'deepseek/',
      'together_ai/',
      'openrouter/',
      'openai/',
      'deploymentnotfound',
    ],
    pattern:
      /(?<![\w/.-])(?:azure|vertex_ai|gemini|groq|cohere|mistral|ollama|huggingface|deepseek|together_ai|openrouter|openai(?!\/v1))\/[\w.-]{2,60}|\bDeploymentNotFound\b/g,
    of: () => 'other',
  },
  // Other providers' own addresses, and their request ids
  {
    needles: ['api.anthropic.com', 'api.openai.com', 'openai.azure.com', 'googleapis.com', 'openrouter.ai', 'req_0'],
    pattern:
      /\b(?:api\.anthropic\.com|api\.openai\.com|openai\.azure\.com|generativelanguage\.googleapis\.com|aiplatform\.googleapis\.com|openrouter\.ai|\breq_(?:01[A-Za-z0-9]{3,}|0[A-Za-z0-9]{15,}))/g,
    of: () => 'other',
  },
  // Wrappers and models
  {
    needles: [
      'bedrock',
      'invokemodel',
      'conversestream',
      '-bdr',
      'anthropic.claude',
      'amazon.',
      'meta.llama',
      'mistral.',
      'cohere.',
      'ai21.j',
      'deepseek.',
      'stability.',
      'qwen.',
      'openai.gpt',
      '.kimi',
      'minimax.',
      'zai.glm',
      'nvidia.nemotron',
      'google.gemma',
      'xai.grok',
      'writer.palmyra',
      'twelvelabs.',
      'luma.ray',
    ],
    pattern:
      /\b(?:(?:Async)?(?:AWS|Anthropic)Bedrock\w*|(?:Amazon)?Bedrock(?:Exception|Error|Runtime|Converse|Chat|LLM)\w*|bedrock[-_ ]?runtime|bedrock-(?:agent|mantle|agentcore)\b|Amazon Bedrock|AWS Bedrock|InvokeModel(?:WithResponseStream)?\b|ConverseStream|BedrockChat|ChatBedrock\w*)|\[Poetry\] Bedrock|\b[A-Z][a-z]+-BDRR?[A-Z]\w+|bedrock\/[\w.:-]+|(?<!Minecraft )\bBedrock(?::| (?:error|API|call|model|request|invocation|rejects|returns|returned|answers|answered|refuses|refused|throws|threw|responded|rejected|Converse|Invoke|403|4\d\d\b))|\b(?:on|via|through|from|with|using|by) Bedrock\b|\b(?:(?:us|eu|apac|jp|au|in|us-gov|global)\.)?(?:anthropic\.claude|amazon\.(?:nova|titan|rerank)|meta\.llama|mistral\.(?:mi|ma|pi|vo|de)|cohere\.(?:command|embed|rerank)|ai21\.j|deepseek\.|stability\.|qwen\.|openai\.gpt|moonshot(?:ai)?\.kimi|minimax\.minimax|zai\.glm|nvidia\.nemotron|google\.gemma|xai\.grok|writer\.palmyra|twelvelabs\.|luma\.ray)[\w.:-]*/gi,
    of: () => 'bedrock',
  },
];
