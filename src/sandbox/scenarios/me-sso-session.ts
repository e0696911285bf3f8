import { modelCalled, NOT_THE_GUIDES, newRole, otherAccount, READS, sessionArn, withNewRole } from './elsewhere.ts';
import { ACCOUNT } from './keys.ts';
import { GPT_OSS } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const REGION = 'us-east-1';
const KEY = 'ASIASANDBOXSSOPERSN1';
const ROLE = 'AWSReservedSSO_DataScience_3f2a1b0c9d8e7f65';
const PATH = `/aws-reserved/sso.amazonaws.com/${REGION}/`;
const SESSION = 'sam@example.com';
const MODEL = GPT_OSS;
const AGENT = 'Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/macos lang/python';
const HOURS = 3_600_000;

export const meSsoSession: Scenario = {
  id: 'me-sso-session',
  title: 'somebody signed in with IAM Identity Center whose permission set reads Bedrock and may not invoke',
  shows: 'invoke-not-allowed',
  key: KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_ME: 'true' },
  world: (baseUrl, now) => {
    const role = newRole({
      name: ROLE,
      trusted: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_3f2a1b0c9d8e7f65_DO_NOT_DELETE` },
      document: allow(READS, '*'),
      createdAt: now - 90 * 24 * HOURS,
      more: { path: PATH, maxSessionSeconds: 43_200 },
    });
    const account = withNewRole(otherAccount(baseUrl, now, REGION), role);
    const world = {
      ...account,
      keys: {
        ...account.keys,
        [KEY]: {
          secret: 'sandbox-secret-of-sam',
          token: 'sandbox-token-of-sam',
          principal: `arn:aws:iam::${ACCOUNT}:role${PATH}${ROLE}`,
          session: SESSION,
          state: 'active' as const,
          expiresAt: now + 8 * HOURS,
        },
      },
    };
    const who = { principal: sessionArn(ROLE, SESSION), userAgent: AGENT, accessKeyId: KEY };
    return modelCalled(world, now, who, { modelId: MODEL, use: 'chat', api: 'converse' }, [70, 41, 16]);
  },
};
