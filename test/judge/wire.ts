/** An answer on its way out. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A request as it came in. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** Of the credential scope: `iam`, `ap-northeast-2`. */
  readonly service: string;
  readonly region: string;
}

const REQUEST_ID = '7a62c49f-347e-4fc4-9331-6e8e00000000';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Members of the query protocol; a list's elements are `member`: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function xml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `<${name}>${value.map((one) => xml('member', one)).join('')}</${name}>`;
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(([key, one]) => xml(key, one));
    return `<${name}>${inner.join('\n')}</${name}>`;
  }
  return `<${name}>${escaped(String(value))}</${name}>`;
}

/** A result of the query protocol. */
export const queryAnswer = (action: string, namespace: string, result: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID },
  body: `<${action}Response xmlns="${namespace}">\n${xml(`${action}Result`, result)}\n<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${action}Response>`,
});

export const queryError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID },
  body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
});

/** restJson1: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restAnswer = (body: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': REQUEST_ID },
  body: JSON.stringify(body),
});

export const restError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': REQUEST_ID, 'x-amzn-errortype': `${code}:` },
  body: JSON.stringify({ message }),
});

/** awsJson1_1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonAnswer = (body: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID },
  body: JSON.stringify(body),
});

export const jsonError = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID },
  body: JSON.stringify({ __type: code, message }),
});

/** The error of whatever protocol the service speaks. */
export function errorFor(service: string, status: number, code: string, message: string): Answer {
  if (['sts', 'iam', 'cloudformation'].includes(service)) return queryError(status, code, message);
  if (['logs', 'servicequotas'].includes(service)) return jsonError(status, code, message);
  return restError(status, code, message);
}

/** A glob of IAM actions or ARNs. */
export const matches = (glob: string, text: string): boolean =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(text);
