import type { ReferralId } from '#shared/kernel/ids.ts'
import { endLimit, holdLimit, recordLimit } from '#shared/referrals/law/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { canary } from '#tests/builders/canary.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub } from '#tests/harness/service.ts'

type Told = SentTo<typeof recordLimit>

/** What a section 2 counts from, as the desk records it. */
export const aLimit = (referralId: ReferralId, startedAt: Instant | null, differs: Partial<Told> = {}): Told => ({
  referralId,
  seenVersion: 1,
  kind: 's2',
  startedAt,
  secondAt: null,
  personId: null,
  startSource: 'Ward 4',
  correctionReason: '',
  ...differs,
})

/** A section 2 with every word that can be typed about it: corrected, held open by the court, ended. @returns the referral's version */
export async function theLimits(hub: TestHub, jo: Person, referralId: ReferralId, first: number): Promise<number> {
  const now = hub.now()
  const started = await jo.sends(
    recordLimit,
    aLimit(referralId, addHours(now, -72), { seenVersion: first, startSource: canary('limitSource') }),
  )
  const { version, limitId } = await jo.sends(
    recordLimit,
    aLimit(referralId, addHours(now, -48), {
      seenVersion: started.version,
      startSource: canary('limitSourceAgain'),
      correctionReason: canary('limitCorrected'),
    }),
  )
  const on = { referralId, limitId }
  const held = await jo.sends(holdLimit, {
    ...on,
    seenVersion: version,
    madeAt: addHours(now, -1),
    disposedAt: null,
    orderMade: false,
    source: canary('holdSource'),
  })
  const ended = await jo.sends(endLimit, {
    ...on,
    seenVersion: held.version,
    endedAt: now,
    how: 'discharged',
    why: canary('limitEnded'),
  })
  return ended.version
}
