import type { CallEvent } from './parse-event.ts';

/** What runs as a principal, as far as one of its calls tells. */
export interface CallerApplication {
  readonly kind: 'function' | 'task' | 'instance' | 'pod' | 'person' | 'api-key' | 'service' | 'session';
  /** The function's name, the task's id, the instance's id, the person's name, the session's name. */
  readonly name: string;
}

/** Names that SDKs make up for a session; they tell nothing of the application. */
const MADE_UP =
  /^(?:botocore-session-\d+|aws-sdk-[a-z]+(?:-session)?(?:-\d+)?|aws-cli(?:-session)?-?\d*|\d+|session)$/i;
/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-resource-ids.html */
const TASK = /^[0-9a-f]{32}$/;
/** 'eks-' cluster '-' pod '-' UUID: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
const POD = /^eks-(.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The first part of the name of the role that Identity Center makes for a permission set. */
const PERMISSION_SET = /\/AWSReservedSSO_/;
/** SDKs say in which environment they run: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const ENVIRONMENT = /(?:exec-env|AWS_EXECUTION_ENV)\/(AWS_Lambda|AWS_ECS|AWS_EC2)/i;

/** What people and frameworks call a function; a role may be named after anything. */
const SOUNDS_LIKE_FUNCTION = /function|lambda|handler/i;

/** 'stack-OrdersFunction' of 'stack-OrdersFunctionRole-1ABC': SAM names the role of a function after it. */
const namedFor = (roleArn: string): string | null =>
  /\/([^/]+?)(?:Service)?Role(?:[-A-Z0-9][\w-]*)?$/.exec(roleArn)?.[1]?.replace(/-$/, '') ?? null;

/**
 * The application behind a call: what AWS issued the credentials for, else where the SDK says it runs, else the form of
 * the session's name (Lambda's is the function's name, EC2's the instance's id, ECS's the task's id, Identity Center's the
 * person's). Null where nothing tells. Pure.
 */
export function findApplication(event: CallEvent): CallerApplication | null {
  const { principalArn, sessionName, issuedTo, userAgent, bearer, webIdentity } = event;
  const issued = fromIssued(issuedTo);
  if (issued !== null) return issued;
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(principalArn ?? '')?.[1];
  if (user !== undefined) return bearer || user.startsWith('BedrockAPIKey-') ? { kind: 'api-key', name: user } : null;
  if (sessionName === null) return null;
  if (PERMISSION_SET.test(principalArn ?? '') || /^[^@\s]+@[^@\s]+$/.test(sessionName))
    return { kind: 'person', name: sessionName };
  const environment = ENVIRONMENT.exec(userAgent ?? '')?.[1]?.toLowerCase();
  if (environment === 'aws_lambda') return { kind: 'function', name: sessionName };
  if (INSTANCE.test(sessionName)) return { kind: 'instance', name: sessionName };
  if (TASK.test(sessionName) || environment === 'aws_ecs') return { kind: 'task', name: sessionName };
  const pod = POD.exec(sessionName)?.[1];
  if (pod !== undefined) return { kind: 'pod', name: pod };
  const stem = namedFor(principalArn ?? '');
  if (!webIdentity && stem !== null && sessionName.startsWith(stem) && SOUNDS_LIKE_FUNCTION.test(sessionName))
    return { kind: 'function', name: sessionName };
  return MADE_UP.test(sessionName) ? null : { kind: 'session', name: sessionName };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html (inScopeOf) */
function fromIssued(issuedTo: string | null): CallerApplication | null {
  if (issuedTo === null) return null;
  const [, , service = '', , , ...rest] = issuedTo.split(':');
  const last = rest.join(':').split('/').at(-1) ?? '';
  if (service === 'lambda') return { kind: 'function', name: rest[1] ?? last };
  if (service === 'ecs') return { kind: 'task', name: last };
  if (service === 'ec2') return { kind: 'instance', name: last };
  return { kind: 'service', name: issuedTo };
}

const WORDS: { readonly [kind in CallerApplication['kind']]: string } = {
  function: 'Lambda function',
  task: 'ECS task',
  instance: 'EC2 instance',
  pod: 'EKS pod',
  person: '',
  'api-key': 'Bedrock API key of',
  service: '',
  session: 'session',
};

/** 'Lambda function orders', 'ECS task 0123…', 'jane@example.com'. */
export const describeCaller = ({ kind, name }: CallerApplication): string => `${WORDS[kind]} ${name}`.trim();
