import { instantInput, type Instant } from '../time/instant.ts'
import { correctionOf, isCall, noteKinds } from './notes.ts'
import type { ReferralRecord } from './record.ts'

/** When anybody outside was last spoken to about a referral, and how. */
export interface Contact {
  /** Like "Call made". */
  readonly how: string
  readonly at: Instant
  /** Empty when nobody said. */
  readonly withWhom: string
}

/**
 * The last contact about a referral: a call that was noted, a further call, or else the one it began with. A note that was corrected does
 * not count, its correction does; a note that is no call is no contact.
 *
 * @example lastContact(record).how // 'Call made'
 */
export function lastContact({
  referral,
  timeline,
  notes,
}: Pick<ReferralRecord, 'referral' | 'timeline' | 'notes'>): Contact {
  const first: Contact = { how: 'Referral received', at: referral.receivedAt, withWhom: referral.callerName }
  const further = timeline.flatMap(({ type, data }): readonly Contact[] => {
    const at = type === 'call-added' ? instantInput.safeParse(data['receivedAt']) : null
    return at?.success ? [{ how: 'Further call', at: at.data, withWhom: '' }] : []
  })
  const noted = notes
    .filter(({ id, kind }) => isCall(kind) && !correctionOf(notes, id))
    .map(({ kind, happenedAt, withWhom }): Contact => ({ how: noteKinds[kind], at: happenedAt, withWhom }))
  return [...further, ...noted].reduce((last, one) => (one.at >= last.at ? one : last), first)
}
