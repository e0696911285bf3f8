import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { describe, expect, test } from 'vitest';
import { FUNCTION, LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import { poem, refusal, served, settings } from './sandbox-client.ts';

describe('Lambda and Service Quotas', () => {
  test('a function by name, partial ARN and ARN', async () => {
    const sandbox = await served('healthy');
    const client = new LambdaClient(settings(sandbox));
    const arn = `arn:aws:lambda:ap-northeast-2:123456789012:function:${FUNCTION}`;
    for (const FunctionName of [FUNCTION, `123456789012:function:${FUNCTION}`, `function:${FUNCTION}`, arn]) {
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(found).toMatchObject({ FunctionArn: arn, LoggingConfig: { LogGroup: LOG_GROUP }, Timeout: 30 });
    }
    expect(await refusal(client.send(new GetFunctionConfigurationCommand({ FunctionName: 'none' })))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
      message: 'Function not found: arn:aws:lambda:ap-northeast-2:123456789012:function:none',
    });
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
    expect((await client.send(new GetPolicyCommand({ FunctionName: FUNCTION }))).Policy).toContain('apigateway');
  });

  test('invoked for an answer, for a log tail, for an event, and for nothing', async () => {
    const sandbox = await served('healthy');
    const client = new LambdaClient(settings(sandbox));
    const event = { httpMethod: 'POST', body: JSON.stringify({ persona: 'hamlet', language: 'en' }) };
    const answer = await client.send(
      new InvokeCommand({ FunctionName: FUNCTION, Payload: JSON.stringify(event), LogType: 'Tail' }),
    );
    const { statusCode, body } = JSON.parse(answer.Payload?.transformToString() ?? '') as {
      readonly statusCode: number;
      readonly body: string;
    };
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ success: true, language: 'en' });
    const tail = Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8');
    expect(tail).toMatch(/^START RequestId: [\s\S]*\[Poetry\] Success[\s\S]*REPORT RequestId: /);
    const direct = await client.send(
      new InvokeCommand({ FunctionName: FUNCTION, Payload: JSON.stringify({ language: 'ko' }) }),
    );
    expect(JSON.parse(direct.Payload?.transformToString() ?? '')).toMatchObject({ success: true, language: 'ko' });
    const invoked = async (InvocationType: 'Event' | 'DryRun') =>
      (await client.send(new InvokeCommand({ FunctionName: FUNCTION, InvocationType }))).StatusCode;
    expect([await invoked('Event'), await invoked('DryRun')]).toEqual([202, 204]);
  });

  test('a function that fails says so', async () => {
    const sandbox = await served('function-error');
    const client = new LambdaClient(settings(sandbox));
    const answer = await client.send(new InvokeCommand({ FunctionName: FUNCTION }));
    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
    });
    expect(await poem(sandbox)).toEqual({ status: 502, body: { message: 'Internal server error' } });
  });

  test('quotas of Bedrock', async () => {
    const sandbox = await served('daily-token-quota');
    const client = new ServiceQuotasClient(settings(sandbox));
    const { Quotas = [] } = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'bedrock' }));
    const daily = Quotas.find(({ QuotaName }) => QuotaName?.includes('per day'));
    expect(daily?.Value).toBe(0);
    const { Quota } = await client.send(
      new GetServiceQuotaCommand({ ServiceCode: 'bedrock', QuotaCode: daily?.QuotaCode }),
    );
    expect(Quota?.QuotaName).toBe(daily?.QuotaName);
  });

  test('the API knows one method and one path', async () => {
    const sandbox = await served('healthy');
    for (const [method, url] of [
      ['GET', sandbox.apiUrl],
      ['POST', `${sandbox.endpoint}/Prod/api/other`],
    ] as const) {
      const response = await fetch(url, { method });
      expect([response.status, await response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    }
    const broken = await fetch(sandbox.apiUrl, { method: 'POST', body: 'no json' });
    expect(broken.status).toBe(400);
  });
});
