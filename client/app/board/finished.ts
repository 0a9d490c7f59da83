import { findReferrals } from '#shared/referrals/contract.ts'

/**
 * What is asked for everything that was closed since midnight: the same wherever it is shown, so that it is asked once.
 *
 * @param may whether whoever looks may read records; nothing is asked for anybody else
 */
export const finishedToday = (may: boolean) =>
  [findReferrals, may ? { text: '', show: 'closed-today' as const } : null, { inBody: true, keep: true }] as const
