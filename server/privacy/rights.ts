import type { CorrectionId, RecordMarkId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import {
  correctRecord,
  endMark as endMarkCommand,
  holdRecord,
  liftHold as liftHoldCommand,
  markRecord,
  recordRights,
} from '#shared/privacy/contract.ts'
import { decideFact } from '#shared/privacy/correct.ts'
import { isFact, type MarkKind } from '#shared/privacy/rights.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { seenReferral } from '#server/referrals/openReferral.ts'
import { saveChanges } from '#server/referrals/store.ts'
import { holdForKeeping, referralNumbered } from './releaseStore.ts'
import { closeMark, correctionsOf, holdMark, marksOf, releasedAt, saveCorrection, saveMark } from './rightsStore.ts'

export const rightsOf = answer(recordRights, {
  needs: 'read records',
  reveals: (given) => (given === null ? [] : [given.referralId]),
  shows: { as: 'whole', fields: ['story'] },
  async run({ referralId }, context) {
    const [known, corrections, marks, released] = await Promise.all([
      isInSight(context, referralId),
      correctionsOf(context, referralId),
      marksOf(context, referralId),
      releasedAt(context, referralId),
    ])
    return known ? { referralId, corrections, marks, releasedAt: released } : null
  },
})

export const correct = handle(correctRecord, {
  needs: 'correct records',
  async run({ referralId, seenVersion, about, was, is, askedBy, evidence }, context) {
    const held = await seenReferral(context, { referralId, seenVersion })
    if (!held.ok) return held
    const released = await releasedAt(context, referralId)
    if (released !== null) return refuse({ code: 'record-released', at: released })
    const id = crypto.randomUUID() as CorrectionId
    const event = { type: 'record-corrected', referralId, data: { correctionId: id, about } }
    if (!isFact(about)) {
      if (was.trim() === '')
        return refuse({ code: 'value-does-not-fit', field: 'was', why: 'Say which words are wrong' })
      await saveCorrection(context, { id, referralId, about, was, is, askedBy, evidence })
      return effect({ correctionId: id, version: seenVersion }, event)
    }
    const decided = decideFact(held.value, about, is, londonDayOf(context.now))
    if (!decided.ok) return decided
    const { changes, ...words } = decided.value
    const version = await saveChanges(context, held.value, changes)
    await saveCorrection(context, { id, referralId, about, ...words, askedBy, evidence })
    return effect({ correctionId: id, version }, event)
  },
})

/** Whether whoever asks may see the record at all. */
async function isInSight({ sql, actor }: Context, id: ReferralId): Promise<boolean> {
  return (await sql`select id from referrals where service_id = ${actor.serviceId} and id = ${id}`).length > 0
}

interface Marking {
  readonly referralId: ReferralId
  readonly kind: MarkKind
  readonly note: string
  readonly askedBy: string
  readonly onDay: LondonDay | null
}

async function place(context: Context, { referralId, kind, note, askedBy, onDay }: Marking) {
  const held = await holdForKeeping(context, referralId)
  if (!held || !(kind === 'legal-hold' || (await isInSight(context, referralId))))
    return refuse({ code: 'referral-not-found' })
  if (held.releasedAt !== null) return refuse({ code: 'record-released', at: held.releasedAt })
  const today = londonDayOf(context.now)
  if (kind === 'death' && onDay === null) return refuse({ code: 'day-needed', field: 'onDay' })
  if (kind === 'death' && onDay !== null && onDay > today) return refuse({ code: 'day-not-yet', field: 'onDay' })
  if (kind === 'legal-hold' && onDay !== null && onDay < today) return refuse({ code: 'day-past', field: 'onDay' })
  const id = crypto.randomUUID() as RecordMarkId
  const day = kind === 'death' || kind === 'legal-hold' ? onDay : null
  await saveMark(context, { id, referralId, kind, note, askedBy, onDay: day })
  return effect({ markId: id }, { type: 'record-marked', referralId, data: { markId: id, kind } })
}

async function end(context: Context, markId: RecordMarkId, why: string, kinds: readonly MarkKind[]) {
  const mark = await holdMark(context, markId, kinds)
  if (!mark) return refuse({ code: 'mark-not-found' })
  if (mark.endedAt !== null) return refuse({ code: 'mark-ended', at: mark.endedAt, byName: mark.endedByName })
  await closeMark(context, markId, why)
  return effect(null, { type: 'record-mark-ended', referralId: mark.referralId, data: { markId } })
}

export const mark = handle(markRecord, { needs: 'correct records', run: (input, context) => place(context, input) })

export const endMark = handle(endMarkCommand, {
  needs: 'correct records',
  run: ({ markId, why }, context) => end(context, markId, why, ['objection', 'restriction', 'death']),
})

export const hold = handle(holdRecord, {
  needs: 'release records',
  async run({ number, ...input }, context) {
    const referralId = await referralNumbered(context, number)
    if (referralId === null) return refuse({ code: 'referral-not-found' })
    return place(context, { ...input, referralId, kind: 'legal-hold' })
  },
})

export const liftHold = handle(liftHoldCommand, {
  needs: 'release records',
  run: ({ markId, why }, context) => end(context, markId, why, ['legal-hold']),
})
