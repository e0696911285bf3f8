// Evidence of busy accounts: a log of ten million lines, and an event history of five thousand calls, both made up as they
// are asked for. What is measured: pages, the time beside AWS's own limit of two look-ups a second, memory.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const HOUR = 3_600_000;
const LINES = 10_000_000;
const EVENTS = 5_000;
const PAGE_EVENTS = 50;
const ACCOUNT = '123456789012';

const DENIED = `[ERROR] AccessDeniedException: User: arn:aws:sts::${ACCOUNT}:assumed-role/orders/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 because no identity-based policy allows the bedrock:InvokeModel action`;

/** A log in which line `i` of the last hour stands at `start + i/LINES` of it. `messageAt` says what it is. */
function logPage({ startTime, endTime, filterPattern, nextToken }, now, { messageAt, tells }) {
  const start = now - HOUR;
  const at = (index) => start + Math.floor((index / LINES) * HOUR);
  const indexAt = (ms) => Math.max(0, Math.min(LINES, Math.ceil(((ms - start) / HOUR) * LINES)));
  const last = indexAt((endTime ?? now) + 1);
  const from = nextToken ? Number(nextToken) : indexAt(startTime ?? start);
  const events = [];
  let index = from;
  // A filter is looked through by AWS, as far as one answer goes.
  const most = filterPattern ? 2_000_000 : Number.POSITIVE_INFINITY;
  if (filterPattern) {
    const until = Math.min(last, from + most);
    for (const telling of tells(from, until)) {
      if (events.length === 10_000) break;
      events.push(telling);
    }
    index = events.length === 10_000 ? events.at(-1) + 1 : until;
  } else {
    for (; index < last && events.length < 10_000; index += 1) events.push(index);
  }
  return {
    events: events.map((one) => ({
      eventId: String(one).padStart(56, '0'),
      timestamp: at(one),
      ingestionTime: at(one),
      logStreamName: `s${one % 40}`,
      message: messageAt(one),
    })),
    searchedLogStreams: [],
    ...(index < last ? { nextToken: String(index) } : {}),
  };
}

const QUIET = {
  messageAt: (index) => (index === LINES - 100_000 ? DENIED : `INFO order ${index} was placed`),
  tells: (from, until) => [LINES - 100_000].filter((one) => one >= from && one < until),
};
const LOUD = {
  messageAt: (index) => `ERROR order ${index} failed: no stock`,
  *tells(from, until) {
    for (let index = from; index < until; index += 1) yield index;
  },
};

function eventPage(now, token) {
  const first = Number(token ?? 0);
  const Events = Array.from({ length: Math.min(PAGE_EVENTS, EVENTS - first) }, (_, at) => {
    const index = first + at;
    const eventTime = new Date(now - index * 17_000).toISOString();
    return {
      EventId: `e-${index}`,
      EventName: 'Converse',
      EventTime: Date.parse(eventTime) / 1_000,
      CloudTrailEvent: JSON.stringify({
        eventTime,
        eventSource: 'bedrock.amazonaws.com',
        eventName: 'Converse',
        awsRegion: 'us-east-1',
        requestID: `r-${index}`,
        userAgent: 'Boto3/1.43',
        requestParameters: { modelId: 'amazon.nova-lite-v1:0' },
        ...(index % 3 === 0 ? { errorCode: 'AccessDenied', errorMessage: DENIED.slice(34) } : {}),
        userIdentity: {
          type: 'AssumedRole',
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/role-${index % 80}/i-0123456789abcdef0`,
          sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/role-${index % 80}` } },
        },
      }),
    };
  });
  const next = first + PAGE_EVENTS;
  return { Events, ...(next < EVENTS ? { NextToken: String(next) } : {}) };
}

async function serve(log) {
  const seen = { pages: 0, lookUps: 0 };
  const now = Date.now();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const json = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(value));
    };
    if (operation === 'FilterLogEvents') {
      seen.pages += 1;
      return json(200, logPage(JSON.parse(body), now, log));
    }
    if (operation === 'LookupEvents') {
      seen.lookUps += 1;
      return json(200, eventPage(now, JSON.parse(body).NextToken));
    }
    if (body.includes('GetCallerIdentity')) {
      response.writeHead(200, { 'content-type': 'text/xml' });
      return response.end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/jane</Arn><UserId>AIDAEXAMPLE</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    }
    if (body.includes('Action=')) {
      response.writeHead(403, { 'content-type': 'text/xml' });
      return response.end(
        '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
      );
    }
    response.setHeader('x-amzn-errortype', 'AccessDeniedException');
    return json(403, { __type: 'AccessDeniedException', message: 'no' });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, seen, close: () => server.close() };
}

/** Runs the binary; its exit code, output, seconds, most memory in MB, and when its first line came. */
function measure(args, url, base) {
  const env = {
    ...base,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return new Promise((done) => {
    const start = performance.now();
    const child = spawn(process.execPath, [BINARY, ...args], { env });
    let [out, megabytes, first] = ['', 0, null];
    const watch = setInterval(() => {
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
        megabytes = Math.max(megabytes, Number(kilobytes ?? 0) / 1_024);
      } catch {
        // It is over.
      }
    }, 20);
    child.stdout.on('data', (part) => {
      first ??= (performance.now() - start) / 1_000;
      out += part;
    });
    child.on('close', (code) => {
      clearInterval(watch);
      done({ code, out, megabytes, first, seconds: (performance.now() - start) / 1_000 });
    });
  });
}

/** `row(what, value, bar, unit)` takes each figure. */
export async function benchEvidence(row, base) {
  const args = ['diagnose', '--role', 'orders', '--log-group', 'orders', '--model', 'amazon.nova-lite-v1:0'];
  for (const [name, log, says] of [
    ['ten million lines, one of them a refusal', QUIET, /invoke-not-allowed/],
    ['ten million lines, each an error', LOUD, /"undetermined"/],
  ]) {
    const server = await serve(log);
    const { out, megabytes, seconds } = await measure([...args, '--format', 'json'], server.url, base);
    server.close();
    if (!says.test(out)) throw new Error(`${name}: ${out.slice(0, 500)}`);
    row(`${name}: pages`, server.seen.pages, 12, 'pages');
    row(`${name}: memory`, megabytes, 120, 'MB');
    row(`${name}: time`, seconds, null, 's');
  }
  const server = await serve(QUIET);
  const { out, megabytes, seconds } = await measure(['callers', '--format', 'json'], server.url, base);
  server.close();
  const { history, callers } = JSON.parse(out);
  if (history.events !== EVENTS || callers.length !== 80) throw new Error(`callers: ${out.slice(0, 500)}`);
  // Two at once, then one each half second.
  const limit = (EVENTS / PAGE_EVENTS - 2) / 2;
  row('callers, five thousand events: time against the limit of look-ups', seconds / limit, 1.1);
  row('callers, five thousand events: memory', megabytes, 120, 'MB');
}
