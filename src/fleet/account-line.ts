/** One account of a fleet, and what is different about it. */
export interface FleetAccount {
  /** Twelve digits. */
  readonly account: string;
  /** Name or ARN of the role to assume there; null: the run's. */
  readonly assumeRole: string | null;
  /** Regions and models instead of the run's; null: the run's. */
  readonly regions: readonly string[] | null;
  readonly models: readonly string[] | null;
  /** Where it is in the organization, 'Workloads/Prod (ou-ab12-cdef3456)'; null where nobody said. */
  readonly ou: string | null;
  /** Its name in the organization; null where nobody said. */
  readonly name: string | null;
}

/** What a line of an account list says: an account, nothing, or what is wrong with it, a clause that goes on from "line 3". */
export type ReadLine =
  | { readonly kind: 'account'; readonly account: FleetAccount }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bad'; readonly what: string };

const bad = (what: string): ReadLine => ({ kind: 'bad', what });
const NOTHING: ReadLine = { kind: 'nothing' };

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
const ACCOUNT_ID = /^\d{12}$/;
/** Form of a Region's name, 'us-east-1', 'us-gov-west-1'. */
export const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;
/** A role's name or path with it: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const ROLE = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(.+)$/;

/** The fields of a line of comma-separated values: https://www.rfc-editor.org/rfc/rfc4180; null where a quote is never closed. */
function fieldsOf(line: string): readonly string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at += 1;
    if (line[at] === '"') {
      let text = '';
      at += 1;
      for (;;) {
        const end = line.indexOf('"', at);
        if (end < 0) return null;
        text += line.slice(at, end);
        at = end + 1;
        if (line[at] !== '"') break;
        text += '"';
        at += 1;
      }
      fields.push(text.trim());
      at = line.indexOf(',', at) < 0 ? line.length : line.indexOf(',', at);
    } else {
      const comma = line.indexOf(',', at);
      fields.push(line.slice(at, comma < 0 ? line.length : comma).trim());
      at = comma < 0 ? line.length : comma;
    }
    if (at >= line.length) return fields;
    at += 1;
  }
}

/** Several values in one field, with a space, comma, semicolon or bar between them. */
const severalIn = (field: string | undefined): readonly string[] | null => {
  const values = (field ?? '').split(/[\s,;|]+/).filter((one) => one !== '');
  return values.length === 0 ? null : values;
};

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
};

/** Checks the parts, wherever they came from. */
function checked(parts: {
  readonly account: unknown;
  readonly assumeRole: string | null;
  readonly regions: readonly string[] | null;
  readonly models: readonly string[] | null;
  readonly ou: string | null;
  readonly name: string | null;
}): ReadLine {
  const { account, assumeRole, regions, models } = parts;
  const id = typeof account === 'number' ? String(account) : account;
  if (typeof id !== 'string' || !ACCOUNT_ID.test(id)) {
    const hint = typeof id === 'string' && ACCOUNT_ID.test(id.replace(/-/g, '')) ? ' without hyphens' : '';
    const zeros =
      typeof id === 'string' && /^\d{10,11}$/.test(id) ? ' (a spreadsheet may have taken its leading zeros away)' : '';
    return bad(`has ${shown(id ?? '')}, which is no account id; write twelve digits${hint}${zeros}`);
  }
  if (assumeRole !== null) {
    const arn = ROLE_ARN.exec(assumeRole);
    if (arn !== null && arn[1] !== id) {
      return bad(`names a role of account ${arn[1]} for account ${id}; name a role of that account`);
    }
    if (arn === null && !ROLE.test(assumeRole)) {
      return bad(`has ${shown(assumeRole)} for the role to assume; write a role's name or ARN`);
    }
  }
  const wrong = regions?.find((one) => !REGION.test(one));
  if (wrong !== undefined) return bad(`has ${shown(wrong)} for a Region; write Regions such as us-east-1`);
  return { kind: 'account', account: { account: id, assumeRole, regions, models, ou: parts.ou, name: parts.name } };
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** Texts of a JSON value that is a text or a list of them; null for nothing, undefined for something else. */
function listOf(value: unknown): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return severalIn(value);
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) return undefined;
  return value.length === 0 ? null : (value as string[]);
}

const KEYS = new Set(['account', 'assumeRole', 'role', 'regions', 'models', 'ou', 'name']);

function readJson(line: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return bad('begins as JSON and is none; write an object such as {"account": "123456789012"}');
  }
  const given = value as Readonly<Record<string, unknown>>;
  const odd = Object.keys(given).find((key) => !KEYS.has(key));
  if (odd !== undefined) return bad(`has the key ${shown(odd)}; the keys are ${[...KEYS].join(', ')}`);
  const [regions, models] = [listOf(given['regions']), listOf(given['models'])];
  if (regions === undefined) return bad('has "regions" that are no list of texts');
  if (models === undefined) return bad('has "models" that are no list of texts');
  return checked({
    account: given['account'],
    assumeRole: textOf(given['assumeRole']) ?? textOf(given['role']),
    regions,
    models,
    ou: textOf(given['ou']),
    name: textOf(given['name']),
  });
}

/** Most fields of a line of comma-separated values. */
const MOST_FIELDS = 4;

/**
 * Reads `account[,role-to-assume][,regions][,models]`, or a JSON object with these as keys (contract, section 9). `#`
 * begins a comment. Several Regions or models stand in one field, with spaces or semicolons between. Pure.
 */
export function readAccountLine(line: string): ReadLine {
  const text = line.replace(/^\ufeff/, '').trim();
  if (text === '' || text.startsWith('#')) return NOTHING;
  if (text.startsWith('{')) return readJson(text);
  const fields = fieldsOf(text.replace(/\s+#.*$/, ''));
  if (fields === null) return bad('has a quote that is never closed');
  if (fields.length > MOST_FIELDS) {
    return bad(
      `has ${fields.length} fields; write account,role-to-assume,regions,models, with spaces between several Regions or models`,
    );
  }
  const [account, role, regions, models] = fields;
  return checked({
    account,
    assumeRole: textOf(role),
    regions: severalIn(regions),
    models: severalIn(models),
    ou: null,
    name: null,
  });
}

/** Whether a line is the heading a spreadsheet writes: 'account,role,regions,models'. */
export const isHeading = (line: string): boolean => /^\ufeff?"?account(?:[ _-]?id)?"?\s*(?:,|$)/i.test(line.trim());
