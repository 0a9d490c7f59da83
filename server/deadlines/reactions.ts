import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { keepInStep } from './keeping.ts'

/**
 * What changes what is due on a referral while its row is held: each brings the deadlines into step in the same transaction. What
 * changes it otherwise (an AMHP who arrives, a record that is released) is found by the sweep within a minute.
 */
const changing = [
  'referral-received',
  'referral-triaged',
  'triage-changed',
  'power-recorded',
  'power-corrected',
  'power-extended',
  'power-ended',
  'limit-recorded',
  'limit-corrected',
  'limit-renewed',
  'limit-held',
  'limit-ended',
  'assessment-finished',
] as const

/** One command may leave several events on one referral; all of it is done by then, so once is enough. */
const seen = new WeakMap<Context, Set<string>>()

async function follow({ referralId }: Happened, context: Context): Promise<readonly Happened[]> {
  const done = seen.get(context) ?? new Set<string>()
  seen.set(context, done)
  if (referralId === undefined || done.has(referralId)) return []
  done.add(referralId)
  const { sql, now, service } = context
  await keepInStep({ sql, now, serviceId: service }, [referralId], { hold: false })
  return []
}

export const deadlineReactions: readonly Reaction[] = changing.map((type) => react(type, follow))
