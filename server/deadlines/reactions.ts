import { allocationId, type DeadlineId } from '#shared/kernel/ids.ts'
import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { mergedOnto } from '#server/referrals/contactStore.ts'
import { keepInStep, overEvent, settleAlarms } from './keeping.ts'

/**
 * What changes what is due on a referral while its row is held: each brings the deadlines into step in the same transaction. What
 * changes it otherwise (an AMHP who arrives, an offer, a record that is released) is found by the sweep within a minute: an offer waits
 * longer than that.
 */
const changing = [
  'referral-received',
  'referral-triaged',
  'triage-changed',
  'triage-undone',
  'urgency-re-rated',
  'power-recorded',
  'power-corrected',
  'power-extended',
  'power-put-right',
  'power-ended',
  'limit-recorded',
  'limit-corrected',
  'limit-renewed',
  'limit-held',
  'limit-ended',
  'assessment-finished',
  'referral-held',
  'hold-ended',
  'examination-recorded',
  'application-rests-on',
  'information-asked',
  'information-chased',
  'information-settled',
  'duty-task-done',
  'call-added',
  'referral-merged',
  'merged-in',
  'merged-out',
  'merge-undone',
] as const

/** One command may leave several events on one referral; all of it is done by then, so once is enough. */
const seen = new WeakMap<Context, Set<string>>()

/** What was asked on a referral that is merged now falls due on the other. */
async function follow({ type, referralId: of }: Happened, context: Context): Promise<readonly Happened[]> {
  const referralId = of && type.startsWith('information-') ? await mergedOnto(context, of) : of
  const done = seen.get(context) ?? new Set<string>()
  seen.set(context, done)
  if (referralId === undefined || done.has(referralId)) return []
  done.add(referralId)
  const { sql, now, service } = context
  const { over } = await keepInStep({ sql, now, serviceId: service }, [referralId], { hold: false })
  return over.map(overEvent)
}

/** What answers an offer, or takes it away: its own row is held by then, and its alarm is over at once. */
const answering = ['allocation-accepted', 'allocation-declined', 'allocation-taken-back', 'allocation-undone'] as const

async function answered({ data }: Happened, { sql, service, now }: Context): Promise<readonly Happened[]> {
  const id = allocationId.safeParse(data?.['allocationId'])
  if (!id.success) return []
  const gone = await sql<{ id: DeadlineId }[]>`
    update deadlines set superseded_at = ${now}
    where service_id = ${service} and source_id = ${id.data} and kind = 'accept' and superseded_at is null returning id`
  if (gone.length === 0) return []
  const ids = gone.map(({ id: one }) => one)
  return (await settleAlarms({ sql, now, serviceId: service }, ids)).map(overEvent)
}

export const deadlineReactions: readonly Reaction[] = [
  ...changing.map((type) => react(type, follow)),
  ...answering.map((type) => react(type, answered)),
]
