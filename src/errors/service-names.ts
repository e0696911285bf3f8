/** Whose error it is: Bedrock's, that of a service the diagnosis and the cure need, or anybody else's. */
export type Service = 'bedrock' | 'operator' | 'other';

/** Operations of Bedrock's runtime, control plane and agents, as SDKs name them in an error. */
export const OPERATIONS = new RegExp(
  `^(?:${[
    'InvokeModel(?:With(?:Response|Bidirectional)Stream)?',
    'Converse(?:Stream)?',
    'ApplyGuardrail',
    'CountTokens',
    '\\w*AsyncInvoke\\w*',
    '\\w*FoundationModel\\w*',
    '\\w*InferenceProfile\\w*',
    '\\w*UseCaseForModelAccess',
    '\\w*Guardrail\\w*',
    '\\w*ProvisionedModel\\w*',
    '\\w*CustomModel\\w*',
    '\\w*PromptRouter\\w*',
    '\\w*AccountDataRetention',
    'InvokeAgent',
    'InvokeInlineAgent',
    'InvokeFlow',
    'Retrieve(?:AndGenerate\\w*)?',
    'Rerank',
    'GenerateQuery',
    '\\w*ModelInvocation\\w*',
    '\\w*IngestionJobs?',
    '\\w*KnowledgeBase\\w*',
    '\\w*Agent(?:Alias|ActionGroup|Runtime|Version|Memory|Collaborator)?(?:s|es)?',
    '\\w*Flow(?:Alias|Version)?(?:s|es)?',
    '\\w*ImportedModel\\w*',
    '\\w*EvaluationJobs?',
    '\\w*MarketplaceModelEndpoints?',
    '\\w*DataAutomation\\w*',
  ].join('|')})$`,
  'i',
);

/** Operations that other services have under the same name: Kendra's Retrieve, DataSync's ListAgents, AppFlow's DescribeFlow. */
export const SHARED = /^(?:Retrieve|\w*Agent(?:s|es)?|\w*Flows?)$/i;

/** Operations of the services that the diagnosis, the cure and a deployment call. */
export const OPERATOR =
  /^(?:GetCallerIdentity|AssumeRole\w*|GetSessionToken|GetFederationToken|\w*Stacks?|\w*StackResources?|\w*StackEvents|\w*ChangeSet|GetTemplate\w*|(?:Get|Put|List|Delete|Attach|Detach|Create|Update|Pass|Tag)\w*(?:Role|Polic(?:y|ies))\w*|Simulate\w+Policy|GetPolicy(?:Version)?|GetFunction\w*|ListFunctions|\w*FunctionCode|CreateFunction|Invoke|FilterLogEvents|DescribeLog\w+|GetLogEvents|StartLiveTail|\w*ServiceQuotas?)$/i;
const OPERATOR_NAMES =
  /^(?:sts|sso(?: ?oidc)?|iam|cloudformation|lambda|logs|cloudwatch ?logs|servicequotas|service ?quotas)$/i;

/** The service that an SDK's own name of it stands for. */
export const serviceNamed = (name: string): Service =>
  /bedrock/i.test(name) ? 'bedrock' : OPERATOR_NAMES.test(name.trim()) ? 'operator' : 'other';

/** Other services as AWS's SDKs name them, where the name alone is one. */
export const OTHERS =
  /^(?:S3|R2|DynamoDB|SQS|SNS|SES|EC2|ECS|EKS|ECR|RDS|KMS|SSM|SFN|EFS|EventBridge|Kinesis|Firehose|Glue|Athena|Redshift|Route53|SageMaker|SageMakerRuntime|SecretsManager|Cognito\w*|Comprehend|Rekognition|Textract|Transcribe|Translate|Polly|Lex\w*|Kendra|OpenSearch\w*|ElastiCache|AppSync|Amplify|Backup|Batch|CodeBuild|CodePipeline|StepFunctions|Pinpoint|Connect)$/;
