import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of LookupEvents that is an error. */
export interface HistoryFault {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** CloudTrail's LookupEvents and STS over HTTP on 127.0.0.1, with the events given, for the binary to ask. */
export interface EventServer {
  readonly env: Readonly<Record<string, string>>;
  /** When each look-up came, in milliseconds since 1970. */
  readonly lookups: () => readonly number[];
  readonly close: () => Promise<void>;
}

const WHO = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/operator</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Serves events, newest first, 50 a page, within the window asked for; `faultAt` may refuse the n-th look-up. */
export async function serveEvents(
  events: readonly { readonly eventTime: string }[],
  faultAt: (lookup: number) => HistoryFault | null = () => null,
): Promise<EventServer> {
  const lookups: number[] = [];
  const sorted = [...events].sort((a, b) => Date.parse(b.eventTime) - Date.parse(a.eventTime));
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      if (!String(request.headers['x-amz-target'] ?? '').endsWith('.LookupEvents')) {
        response.writeHead(200, { 'content-type': 'text/xml' }).end(WHO);
        return;
      }
      lookups.push(Date.now());
      const fault = faultAt(lookups.length);
      if (fault !== null) {
        response
          .writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.1' })
          .end(JSON.stringify({ __type: fault.code, message: fault.message }));
        return;
      }
      const asked = JSON.parse(body) as {
        readonly StartTime: number;
        readonly NextToken?: string;
        readonly MaxResults: number;
      };
      const inside = sorted.filter(({ eventTime }) => {
        const at = Date.parse(eventTime) / 1_000;
        return at >= Math.floor(asked.StartTime);
      });
      const begin = Number(asked.NextToken ?? '0');
      const page = inside.slice(begin, begin + asked.MaxResults);
      const next = begin + page.length;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(
        JSON.stringify({
          Events: page.map((event) => ({
            EventTime: Date.parse(event.eventTime) / 1_000,
            CloudTrailEvent: JSON.stringify(event),
          })),
          ...(next < inside.length ? { NextToken: String(next) } : {}),
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_REGION: 'eu-central-1',
    },
    lookups: () => lookups,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
