/** Revisions of the protocol this server speaks, newest first: https://modelcontextprotocol.io/specification/versioning */
export const VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'] as const;

/** The revision both sides go on with: the client's own where it is known here, else our newest. */
export const agreedVersion = (asked: unknown): string => VERSIONS.find((one) => one === asked) ?? VERSIONS[0];

/** Error codes: https://www.jsonrpc.org/specification#error_object */
export const CODES = { parse: -32700, request: -32600, method: -32601, params: -32602, internal: -32603 } as const;

/** A resource that is not there: https://modelcontextprotocol.io/specification/2025-11-25/server/resources#error-handling */
export const NO_RESOURCE = -32002;

/** What makes an answer an error of the protocol; a tool's own failures are results. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether an error is one; the tools are built apart from the server, with a class of their own. */
export const isProtocolError = (error: unknown): error is ProtocolError =>
  error instanceof Error && error.name === 'ProtocolError';

export type Id = string | number;

/** A JSON object whose members are not known yet. */
export type Members = { readonly [name: string]: unknown };

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message of the client's: a request wants an answer, a notification none, an answer is to a request of ours. */
export type Message =
  | { readonly kind: 'request'; readonly id: Id; readonly method: string; readonly params: Members }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Members }
  | { readonly kind: 'answer' }
  | { readonly kind: 'wrong'; readonly id: Id | null; readonly why: string };

const isId = (value: unknown): value is Id => typeof value === 'string' || Number.isInteger(value);

/** What a parsed line holds. Pure. */
export function readMessage(value: unknown): Message {
  if (!isMembers(value)) return { kind: 'wrong', id: null, why: 'A message must be a JSON object.' };
  const { jsonrpc, id, method, params = {} } = value;
  const known = isId(id) ? id : null;
  if (jsonrpc !== '2.0') return { kind: 'wrong', id: known, why: 'A message must have "jsonrpc": "2.0".' };
  if (method === undefined && known !== null && ('result' in value || 'error' in value)) return { kind: 'answer' };
  if (typeof method !== 'string') return { kind: 'wrong', id: known, why: 'A message must name its method.' };
  if (!isMembers(params)) return { kind: 'wrong', id: known, why: 'The params of a message must be a JSON object.' };
  if (!('id' in value)) return { kind: 'notification', method, params };
  if (known === null) return { kind: 'wrong', id: null, why: 'The id of a request must be a text or a whole number.' };
  return { kind: 'request', id: known, method, params };
}

/** An id as JSON has it. */
const ID = String.raw`("(?:[^"\\]|\\.)*"|-?\d+)`;
/** The last member of an object that ends the line is one of the message itself: what is within ends with two brackets. */
const ID_AT_END = new RegExp(String.raw`,\s*"id"\s*:\s*${ID}\s*\}\s*$`);
const ID_AT_START = new RegExp(
  String.raw`^\s*\{\s*(?:"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,\s*)*"id"\s*:\s*${ID}\s*,`,
);

/** The id of a message of which only the ends are there, where it stands first or last; else null. Pure. */
export function idAtEnds(head: string, tail: string): Id | null {
  const found = ID_AT_START.exec(head)?.[1] ?? ID_AT_END.exec(tail)?.[1];
  if (found === undefined) return null;
  try {
    const id: unknown = JSON.parse(found);
    return isId(id) ? id : null;
  } catch {
    return null;
  }
}

/** An answer to a request, as it is sent. */
export const answerTo = (id: Id, result: object): object => ({ jsonrpc: '2.0', id, result });

/** An error, as it is sent; `id` is null where the request could not be read. */
export const errorTo = (id: Id | null, code: number, message: string): object => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
});
