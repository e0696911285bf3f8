import type { Json } from '../../core/json.ts';
import type { Fault } from '../operation.ts';

type Tree = { [key: string]: Tree | string };

/** 'Tags.member.1.Key=a' → {Tags: [{Key: 'a'}]}: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function parseQuery(body: string): { readonly [key: string]: Json } {
  // Without a prototype: a member may be called __proto__.
  const empty = (): Tree => Object.create(null) as Tree;
  const tree = empty();
  for (const [path, value] of new URLSearchParams(body)) {
    const parts = path.split('.');
    let node = tree;
    for (const part of parts.slice(0, -1)) {
      const next = node[part];
      const child: Tree = typeof next === 'object' ? next : empty();
      node[part] = child;
      node = child;
    }
    node[parts.at(-1) ?? path] = value;
  }
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, fold(value)]));
}

function fold(value: Tree | string): Json {
  if (typeof value === 'string') return value;
  const list = value['member'];
  if (typeof list === 'object') {
    return Object.entries(list)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => fold(item));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fold(item)]));
}

const escaped = (text: string): string =>
  // XML 1.0 has no place for most control characters, escaped or not (https://www.w3.org/TR/xml/#charsets).
  text
    .replace(/(?![\t\n\r])\p{Cc}/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

/** `member`: what an entry of a list is called. */
function element(name: string, value: Json, member = 'member'): string {
  if (value === null) return '';
  // A map's entries stand beside each other, without a list around them.
  if (Array.isArray(value) && name === 'entry')
    return value.map((item: Json) => element('entry', item, member)).join('');
  if (Array.isArray(value))
    return `<${name}>${value.map((item: Json) => element(member, item, member)).join('')}</${name}>`;
  if (typeof value === 'object') return `<${name}>${members(value, member)}</${name}>`;
  return `<${name}>${escaped(String(value))}</${name}>`;
}

/** The members of a structure, one after the other. */
const members = (value: Json, member?: string): string =>
  Object.entries(value as { readonly [key: string]: Json })
    .map(([key, item]) => element(key, item, member))
    .join('');

const NAMESPACES: { readonly [service: string]: string } = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
};

/**
 * An answer as XML. In EC2's own dialect nothing stands around the members, and a list's entries are items:
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function queryAnswer(service: string, action: string, output: Json, requestId: string): string {
  const inside =
    service === 'ec2'
      ? `${element('requestId', requestId)}${members(output, 'item')}`
      : `${element(`${action}Result`, output)}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${action}Response xmlns="${NAMESPACES[service] ?? ''}">${inside}</${action}Response>`;
}

/** An error as XML. */
export function queryFault(service: string, { code, message, status }: Fault, requestId: string): string {
  const words = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  return service === 'ec2'
    ? `<Response><Errors><Error>${words}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
    : `<ErrorResponse xmlns="${NAMESPACES[service] ?? ''}"><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type>${words}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
