import type { Json } from '../core/json.ts';
import { alsoChanged, checked } from './checked.ts';
import { detachRole } from './detach-role.ts';
import { functionOf, functionsOf, holderOf, type Resource, resourcesOf } from './function.ts';
import { generatedWarning } from './generated.ts';
import { type Granted, grantedTo } from './granted.ts';
import { type Lack, lackOf, type Wanted } from './missing.ts';
import { doubledKeys } from './parse.ts';
import { detachPolicies, writePolicies } from './policies.ts';
import type { Place } from './resolve.ts';
import { roleUses } from './role-uses.ts';
import { sizeWarning } from './size.ts';
import { differenceOf, type Splice } from './splice.ts';
import { styleOf } from './style.ts';
import type { Template } from './template.ts';

/** What is to be granted to which function. */
export interface PolicyRequest {
  readonly functionLogicalId: string;
  readonly place: Place;
  readonly wanted: readonly Wanted[];
  /** Whether the function gets its own copy of policies or of a role that others share. */
  readonly detach?: boolean;
}

/** A template after an edit; the same text where there was nothing to do. */
export interface EditedTemplate {
  readonly text: string;
  readonly splices: readonly Splice[];
  /** Nothing had to be added. */
  readonly already: boolean;
  /** The statements that were added, intrinsics in their long form. */
  readonly added: readonly Json[];
  /** Whether every old line is as it stood; where not, a list or comma had to be put on an old line. */
  readonly onlyAdds: boolean;
  /** Where the statements are: `OrdersFunction`, or the role. */
  readonly holder: string;
  /** Sentences. */
  readonly warnings: readonly string[];
}

/** The edit, or one sentence that says why there is none and where the change belongs. */
export type PolicyEdit = { readonly ok: EditedTemplate } | { readonly refused: string };

/**
 * Adds to a template the statements that a function lacks, and nothing else. Pure: `text` is what the file should hold.
 * The new text has been read again and compared; what cannot be added safely is refused.
 */
export function editPolicies(template: Template, request: PolicyRequest): PolicyEdit {
  const { functionLogicalId, place, wanted, detach = false } = request;
  const found = functionOf(template, functionLogicalId);
  if ('error' in found) return { refused: found.error };
  const holder = holderOf(template, place, found.ok);
  if (holder.kind === 'elsewhere') return { refused: holder.why };
  const { kind, resource } = holder;
  const lack = lackOf(template, place, grantedTo(template, place, kind, resource), wanted);
  const [deny] = lack.denied;
  if (deny) return { refused: denyText(template, resource, deny) };
  const sharers = sharersOf(template, place, found.ok, resource, kind);
  if (detach && sharers.length > 0 && lack.statements.length > 0) {
    return withOwnRole(template, request, found.ok, resource, sharers);
  }
  const generated = generatedWarning(template, found.ok);
  const warnings = [
    ...doubledKeys(template),
    ...(generated === null ? [] : [generated]),
    ...lackWarnings(template, resource, lack),
    ...(sharers.length === 0
      ? []
      : [
          `${resource.logicalId} is shared: ${sharers.join(', ')} ${sharers.length > 1 ? 'get' : 'gets'} the permissions too; --detach gives ${functionLogicalId} a copy of its own.`,
        ]),
  ];
  if (lack.statements.length === 0) {
    const same = { text: template.text, splices: [], already: true, added: [], onlyAdds: true };
    return { ok: { ...same, holder: resource.logicalId, warnings } };
  }
  const page = { template, style: styleOf(template) };
  const shared = writePolicies(page, kind, resource, lack.statements);
  if ('error' in shared) return { refused: shared.error };
  const first = checked(template, shared.ok);
  const others = 'ok' in first ? alsoChanged(template, first.ok.template, [resource.logicalId]) : [];
  const written = detach && others.length > 0 ? detachPolicies(page, kind, resource, lack.statements) : shared;
  if ('error' in written) return { refused: written.error };
  const result = written === shared ? first : checked(template, written.ok);
  if ('error' in result) return { refused: result.error };
  const { template: after, splices, onlyAdds } = result.ok;
  const there = resourcesOf(after).find(({ logicalId }) => logicalId === resource.logicalId);
  if (!there || lackOf(after, place, grantedTo(after, place, kind, there), wanted).statements.length > 0) {
    return { refused: `What was to be added to ${template.path} would not be enough; add the statements by hand.` };
  }
  const long = sizeWarning(after, place, there);
  if (long !== null) warnings.push(long);
  if (others.length > 0 && !detach) {
    warnings.push(
      `${resource.logicalId} shares its policies by an anchor, so that ${others.join(', ')} gets the statements too; --detach gives ${resource.logicalId} its own copy.`,
    );
  }
  return {
    ok: {
      text: after.text,
      splices,
      already: false,
      added: lack.statements,
      onlyAdds,
      holder: resource.logicalId,
      warnings,
    },
  };
}

/** The same after the function got its own copy of the role that it shares: then nobody else gets the statements. */
function withOwnRole(
  template: Template,
  request: PolicyRequest,
  one: Resource,
  role: Resource,
  sharers: readonly string[],
): PolicyEdit {
  const detached = detachRole(template, request.place, one, role);
  if ('error' in detached) return { refused: detached.error };
  const { template: between, role: id, warnings } = detached.ok;
  const edit = editPolicies(between, request);
  if ('refused' in edit) return edit;
  const said = `${one.logicalId} gets a role of its own, ${id}, a copy of ${role.logicalId} with the statements; ${sharers.join(', ')} keep${sharers.length > 1 ? '' : 's'} ${role.logicalId} as it is.`;
  return {
    ok: {
      ...edit.ok,
      splices: [differenceOf(template.text, edit.ok.text)],
      onlyAdds: false,
      warnings: [said, ...warnings, ...edit.ok.warnings],
    },
  };
}

const denyText = ({ path }: Template, { logicalId }: Resource, { line, data }: Granted): string => {
  const { Sid } = data as { readonly Sid?: Json };
  const name = typeof Sid === 'string' ? ` (${Sid})` : '';
  return `A Deny for ${logicalId} in ${path}, line ${line}${name}, would defeat the grant: take it away or narrow it first.`;
};

/** What the answer rests on that the template alone does not prove. */
function lackWarnings({ path }: Template, { logicalId }: Resource, { perhapsDenied, defaults }: Lack): string[] {
  return [
    ...perhapsDenied.map(
      ({ line }) =>
        `The Deny for ${logicalId} in ${path}, line ${line}, may stand in the way; it depends on what the template does not tell.`,
    ),
    ...(defaults.length > 0
      ? [
          `What is there was read with the default of ${defaults.join(', ')}; a deployment with another value may need more.`,
        ]
      : []),
  ];
}

/** What else runs as the same role, by logical id: functions, state machines, tasks. */
function sharersOf(
  template: Template,
  place: Place,
  one: Resource,
  role: Resource,
  kind: 'function' | 'role',
): readonly string[] {
  if (kind === 'function') return [];
  const others = roleUses(template, place, role).flatMap(({ how, resource }) =>
    how === 'runs' && resource.logicalId !== one.logicalId ? [resource.logicalId] : [],
  );
  const functions = functionsOf(template).flatMap((other) => {
    const holder = other.logicalId === one.logicalId ? null : holderOf(template, place, other);
    return holder?.kind === 'role' && holder.resource.logicalId === role.logicalId ? [other.logicalId] : [];
  });
  return [...new Set([...functions, ...others])];
}
