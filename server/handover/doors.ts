import {
  answerHandover,
  handoverLines as linesQuery,
  handoverNow,
  handoverPrinted,
  handoverSheet,
  offerHandover,
  withdrawHandover,
} from '#shared/handover/contract.ts'
import { decideAnswer, decideWithdraw } from '#shared/handover/answer.ts'
import { isFollowedAtDesk } from '#shared/handover/whoFollows.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { closedRows } from '#server/restricted/readStore.ts'
import { loadDrafts } from '#server/allocations/boardStore.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import {
  deskOf,
  deskShiftsAround,
  factsNow,
  holdHandover,
  linesOf,
  saveAnswer,
  saveOffer,
  saveWithdrawal,
  sheetOf,
  standingOfOpen,
  stillHeld,
} from './store.ts'

const offer = handle(offerHandover, {
  needs: 'hand over',
  constraints: { one_open_offer_per_referral: { code: 'offered-meanwhile' } },
  async run({ kind, words, items }, context) {
    const { now } = context
    if (items.length === 0 && words.trim() === '') return refuse({ code: 'nothing-to-hand-over', field: 'words' })
    if (new Set(items.map(({ referralId }) => referralId)).size !== items.length)
      return refuse({ code: 'named-twice', field: 'items' })
    const [facts, standing] = await Promise.all([factsNow(context), standingOfOpen(context)])
    const byId = new Map(facts.map((one) => [one.row.id, one]))
    for (const { referralId, nextBy } of items) {
      const known = byId.get(referralId)
      if (!known) return refuse({ code: 'referral-not-found' })
      const { number } = known.row
      if (nextBy !== null && nextBy < now) return refuse({ code: 'next-step-in-past', field: 'items', number, now })
      const other = standing.find((one) => one.referralId === referralId)
      if (other?.offeredBy && other.offeredAt)
        return refuse({ code: 'already-offered', number, byName: other.offeredBy, at: other.offeredAt })
    }
    const id = crypto.randomUUID() as HandoverId
    const rows = items.flatMap((item) => {
      const known = byId.get(item.referralId)
      return known ? [{ ...item, facts: known }] : []
    })
    await saveOffer(context, { id, kind, words }, rows)
    return effect({ handoverId: id }, { type: 'handover-offered', data: { handoverId: id, kind, items: rows.length } })
  },
})

const accept = handle(answerHandover, {
  needs: 'hand over',
  async run({ handoverId, taken, left, words }, context) {
    const held = await holdHandover(context, handoverId)
    if (!held) return refuse({ code: 'handover-not-found' })
    const who = { id: context.actor.personId, roles: context.actor.roles }
    const decided = decideAnswer(held, who, { taken, left })
    if (!decided.ok) return decided
    await saveAnswer(context, handoverId, { taken: decided.value.taken, left, words })
    const counts = { taken: decided.value.taken.length, left: decided.value.left.length }
    return effect(
      counts,
      { type: 'handover-answered', personId: held.givenBy, data: { handoverId, kind: held.kind, ...counts } },
      ...decided.value.taken.map((referralId) => ({
        type: 'referral-handed-over',
        referralId,
        personId: held.givenBy,
        data: { handoverId, kind: held.kind },
      })),
    )
  },
})

const withdraw = handle(withdrawHandover, {
  needs: 'hand over',
  async run({ handoverId, why }, context) {
    const held = await holdHandover(context, handoverId)
    // Whoever did not give it cannot take it back: for them there is nothing here to take back.
    if (!held || held.givenBy !== context.actor.personId) return refuse({ code: 'handover-not-found' })
    const decided = decideWithdraw(held)
    if (!decided.ok) return decided
    await saveWithdrawal(context, handoverId, why)
    return effect(null, { type: 'handover-withdrawn', data: { handoverId } })
  },
})

const printed = handle(handoverPrinted, {
  needs: 'hand over',
  async run({ handoverId }, context) {
    const sheet = await sheetOf(context, handoverId)
    if (!sheet) return refuse({ code: 'handover-not-found' })
    return effect(null, { type: 'handover-printed', data: { handoverId, items: sheet.sheet.length } })
  },
})

const now = answer(handoverNow, {
  needs: 'hand over',
  reveals: ({ open }) => open.map(({ row }) => row.id),
  shows: { as: 'row', fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'] },
  async run(_input, context) {
    const [facts, standing, held, closed, drafts, desk, shifts] = await Promise.all([
      factsNow(context),
      standingOfOpen(context),
      stillHeld(context),
      closedRows(context),
      loadDrafts(context),
      deskOf(context),
      deskShiftsAround(context),
    ])
    const isFollowed = isFollowedAtDesk(shifts, context.actor.personId, context.now)
    const open = facts.map((one) => {
      const stands = standing.find(({ referralId }) => referralId === one.row.id)
      const isMe = stands?.heldById === context.actor.personId
      const heldBy = stands?.heldBy && stands.since ? { name: stands.heldBy, since: stands.since, isMe } : null
      const offeredByMe = stands?.offeredById === context.actor.personId
      const holder = held.find(({ referralId }) => referralId === one.row.id)?.personId ?? context.actor.personId
      const isWithOther = holder !== context.actor.personId
      return { ...one, offeredBy: stands?.offeredBy ?? null, offeredByMe, heldBy, isWithOther }
    })
    return { asOf: context.now, ...desk, isFollowed, open, closed, drafts }
  },
})

const lines = answer(linesQuery, {
  needs: 'hand over',
  reveals: 'nobody',
  async run(_input, context) {
    const [all, { outOfHoursName }] = await Promise.all([linesOf(context), deskOf(context)])
    return { outOfHoursName, lines: all }
  },
})

const sheet = answer(handoverSheet, {
  needs: 'hand over',
  reveals: (given) => given?.sheet.map(({ referralId }) => referralId) ?? [],
  shows: { as: 'whole', fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'] },
  run: ({ handoverId }, context) => sheetOf(context, handoverId),
})

export const handoverCommands: readonly CommandDoor[] = [offer, accept, withdraw, printed]
export const handoverQueries: readonly QueryDoor[] = [now, lines, sheet]
