import { given } from '../../aws/given.ts';
import { getCallerIdentity } from '../../aws/operations/sts.ts';
import { defineProbe } from '../../core/probe.ts';

/** Who is calling: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const caller = defineProbe({
  id: 'sts/caller',
  title: 'who is calling',
  actions: ['sts:GetCallerIdentity'],
  scope: [],
  everywhere: true,
  needs: {},
  read: async (_facts, { aws }) => {
    const { Arn, Account } = await aws.ask(getCallerIdentity, {});
    return { arn: given(Arn, 'Arn'), account: given(Account, 'Account') };
  },
});
