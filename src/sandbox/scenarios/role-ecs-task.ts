import { agreed, withBedrock } from './change.ts';
import {
  modelCalled,
  modelIn,
  NOT_THE_GUIDES,
  newRole,
  otherAccount,
  sessionArn,
  throughoutTheDay,
  withNewRole,
} from './elsewhere.ts';
import { REGION } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { FABLE_5, NOVA_LITE } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const ROLE = 'orders-task-role';
/** An ECS task's session is named by the task's id. */
const TASK = '0f9de17a6465404e8b1b2356dc13c2f8';
const AGENT = 'Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python exec-env/AWS_ECS_FARGATE';

export const roleEcsTask: Scenario = {
  id: 'role-ecs-task',
  title: 'the task role of an ECS service: one model works, the other is refused, and only CloudTrail has seen it',
  shows: 'invoke-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_ROLE: ROLE },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const role = newRole({
      name: ROLE,
      trusted: { Service: 'ecs-tasks.amazonaws.com' },
      document: allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], modelIn(REGION, NOVA_LITE)),
      createdAt: now - 30 * 86_400_000,
      more: { tags: { service: 'orders' } },
    });
    const account = withNewRole(
      withBedrock(agreed(otherAccount(baseUrl, now), FABLE_5), { dataRetention: 'provider_data_share' }),
      role,
    );
    const who = { principal: sessionArn(ROLE, TASK), userAgent: AGENT };
    const working = modelCalled(
      account,
      now,
      who,
      { modelId: NOVA_LITE, use: 'chat', api: 'converse' },
      [300, 120, 40],
    );
    return modelCalled(working, now, who, { modelId: FABLE_5, use: 'chat', api: 'converse' }, throughoutTheDay(34));
  },
};
