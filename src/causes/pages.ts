/** The pages that causes are described on; the name says what a page is about. */
const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest';

export const MODEL_ACCESS = `${BEDROCK}/model-access.html`;
export const PRODUCT_IDS = `${BEDROCK}/model-access-product-ids.html`;
export const API_ERRORS = `${BEDROCK}/troubleshooting-api-error-codes.html`;
export const API_KEYS = `${BEDROCK}/api-keys.html`;
export const REGIONS = 'https://docs.aws.amazon.com/general/latest/gr/bedrock.html';
export const MODEL_REGIONS = `${BEDROCK}/models-region-compatibility.html`;
export const MODEL_IDS = `${BEDROCK}/models-supported.html`;
export const LIFECYCLE = `${BEDROCK}/model-lifecycle.html`;
export const LEGACY_MODELS = `${BEDROCK}/model-lifecycle-legacy.html`;
export const PROFILES = `${BEDROCK}/inference-profiles-support.html`;
export const PROFILE_PERMISSIONS = `${BEDROCK}/inference-profiles-prereq.html`;
export const GLOBAL_PROFILES = `${BEDROCK}/global-cross-region-inference.html`;
export const INVOKE_PERMISSIONS = `${BEDROCK}/inference-prereq.html`;
export const INFERENCE_PARAMETERS = `${BEDROCK}/model-parameters.html`;
export const GUARDRAILS = `${BEDROCK}/guardrails-permissions.html`;
export const DATA_RETENTION = `${BEDROCK}/data-retention.html`;
export const ENDPOINTS = `${BEDROCK}/endpoints.html`;
export const ORGANIZATION_GUARDRAILS = `${BEDROCK}/guardrails-enforcements.html`;
export const BEDROCK_ACTIONS =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html';
export const QUOTAS = `${BEDROCK}/quotas.html`;
export const RUNTIME_QUOTAS = `${BEDROCK}/quotas-runtime.html`;
export const VPC_ENDPOINTS = `${BEDROCK}/vpc-interface-endpoints.html`;

export const ACCESS_DENIED = `${IAM}/troubleshoot_access-denied.html`;
export const EVALUATION = `${IAM}/reference_policies_evaluation-logic.html`;
export const BOUNDARIES = `${IAM}/access_policies_boundaries.html`;
export const SESSION_POLICIES = `${IAM}/access_policies.html`;
export const SIMULATOR = `${IAM}/access_policies_testing-policies.html`;
export const CONSISTENCY = `${IAM}/troubleshoot_general.html`;
export const SIGNING = `${IAM}/reference_sigv-troubleshooting.html`;
export const COMMON_ERRORS = 'https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html';
export const SCPS = `${ORGANIZATIONS}/orgs_manage_policies_scps.html`;
export const RCPS = `${ORGANIZATIONS}/orgs_manage_policies_rcps.html`;
export const ENDPOINT_POLICIES = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html';
export const KEY_POLICIES = 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html';

export const STACKS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html';
export const STACK_STATUS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html';
export const GET_FUNCTION = `${LAMBDA}/api/API_GetFunctionConfiguration.html`;
export const EXECUTION_ROLE = `${LAMBDA}/dg/lambda-intro-execution-role.html`;
export const LAMBDA_TIMEOUT = `${LAMBDA}/dg/configuration-timeout.html`;
export const LAMBDA_NETWORK = `${LAMBDA}/dg/configuration-vpc-internet.html`;
export const LAMBDA_ERRORS = `${LAMBDA}/dg/troubleshooting-execution.html`;
export const LAMBDA_LOGS = `${LAMBDA}/dg/monitoring-cloudwatchlogs.html`;
export const API_GATEWAY_ERRORS =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html';

export const MARKETPLACE_PERMISSION = 'https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission';
export const MARKETPLACE_CARDS =
  'https://aws.amazon.com/blogs/awsmarketplace/restriction-on-credit-and-debit-card-purchases-for-aispl-customers-using-aws-marketplace/';
export const AWS_SALES = 'https://aws.amazon.com/contact-us/sales-support/';
export const AWS_SUPPORT = 'https://console.aws.amazon.com/support/home';
