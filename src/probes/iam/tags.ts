import type { Fact } from '../../core/fact.ts';
import type { RoleFact } from './role.ts';
import type { UserFact } from './user.ts';

/** The principal's tags, as its calls carry them; empty where they could not be read. */
export const tagsOf = (user: Fact<UserFact | null>, role: Fact<RoleFact | null>): NonNullable<RoleFact['tags']> =>
  (user.known ? user.value?.tags : undefined) ?? (role.known ? role.value?.tags : undefined) ?? [];
