import type { AccessKey, Moment, World } from '../world.ts';
import { allow } from './policy.ts';

/** AWS's own example account. */
export const ACCOUNT = '123456789012';
/** Access key ids: of who may everything, of who may nothing, of one whom a scenario limits, and one whose session is over. */
export const OPERATOR_KEY = 'AKIASANDBOXOPERATOR1';
export const WEAK_KEY = 'AKIASANDBOXWEAKUSER1';
export const LIMITED_KEY = 'AKIASANDBOXLIMITED01';
export const EXPIRED_KEY = 'ASIASANDBOXEXPIRED01';
/** A key that no account has. */
export const UNKNOWN_KEY = 'AKIASANDBOXUNKNOWN01';

const HOUR = 3_600_000;

const keyOf = (user: string, secret: string): AccessKey => ({
  secret,
  token: null,
  principal: `arn:aws:iam::${ACCOUNT}:user/${user}`,
  session: null,
  state: 'active',
  expiresAt: null,
});

/** Made-up keys of the made-up users; none is accepted anywhere else. */
export const keys = (now: Moment): World['keys'] => ({
  [OPERATOR_KEY]: keyOf('operator', 'sandbox-secret-of-the-operator'),
  [WEAK_KEY]: keyOf('visitor', 'sandbox-secret-of-the-weak-user'),
  [LIMITED_KEY]: keyOf('auditor', 'sandbox-secret-of-the-auditor'),
  [EXPIRED_KEY]: {
    ...keyOf('operator', 'sandbox-secret-that-expired'),
    token: 'sandbox-token-that-expired',
    state: 'expired',
    expiresAt: now - HOUR,
  },
});

const user = (name: string, id: string, action: string): World['users'][string] => ({
  name,
  path: '/',
  id,
  inline: { Everything: allow(action, '*') },
  attached: [],
  boundary: null,
});

/** An operator who may do everything, and a visitor who may only ask who they are. */
export const USERS: World['users'] = {
  operator: user('operator', 'AIDASANDBOXOPERATOR1', '*'),
  visitor: user('visitor', 'AIDASANDBOXVISITOR01', 'sts:*'),
};
