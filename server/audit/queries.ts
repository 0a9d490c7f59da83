import {
  activityOf as activityOfQuery,
  auditedPeople,
  breachPack as breachPackQuery,
  MOST_ROWS,
  reviewSheetOf,
  verifyAudit,
  whoLooked as whoLookedQuery,
} from '#shared/audit/contract.ts'
import { answer } from '#server/kernel/handle.ts'
import {
  didOf,
  listsOf,
  looksAt,
  numbersOf,
  openedBy,
  peopleOf,
  personOf,
  referralNumbered,
  refusedOf,
  rowsBy,
  searchesOf,
  sessionsOf,
  sheetDays,
  sheetLines,
  takenOf,
} from './store.ts'
import { verifyStep } from './verify.ts'

export const whoLooked = answer(whoLookedQuery, {
  needs: 'see who looked',
  audits: true,
  filter: ({ number, from, to }) => ({ number: String(number), from, to }),
  reveals: 'nobody',
  async run({ number, ...stretch }, context) {
    const id = await referralNumbered(context, number)
    if (id === null) return null
    const [looks, taken] = await Promise.all([looksAt(context, id, stretch), takenOf(context, id, stretch)])
    return { number, looks, taken }
  },
})

export const activityOf = answer(activityOfQuery, {
  needs: 'see who looked',
  audits: true,
  filter: ({ personId, from, to }) => ({ personId, from, to }),
  reveals: 'nobody',
  async run({ personId, ...stretch }, context) {
    const person = await personOf(context, personId)
    if (!person) return null
    const [opened, lists, searches, refused, did, sessions] = await Promise.all([
      openedBy(context, personId, stretch),
      listsOf(context, personId, stretch),
      searchesOf(context, personId, stretch),
      refusedOf(context, personId, stretch),
      didOf(context, personId, stretch),
      sessionsOf(context, personId, stretch),
    ])
    return { ...person, opened, lists, searches, refused, did, sessions }
  },
})

export const people = answer(auditedPeople, {
  needs: 'see who looked',
  reveals: 'nobody',
  run: (_asked, context) => peopleOf(context),
})

/** For a breach: what somebody with this account, browser or line may have seen. Taking it away is a read of everything in it. */
export const breachPack = answer(breachPackQuery, {
  needs: 'see who looked',
  stepUp: true,
  exports: true,
  filter: ({ by, value, from, to }) => ({ by, value, from, to }),
  reveals: 'nobody',
  async run({ by, value, from, to }, context) {
    const raw = await rowsBy(context, { by, value: value.trim(), from, to, most: MOST_ROWS + 1 })
    const kept = raw.slice(0, MOST_ROWS)
    const numbers = await numbersOf(context, [...new Set(kept.flatMap(({ ids }) => ids))])
    const rows = kept.map(({ ids, ...row }) => ({ ...row, numbers: ids.flatMap((id) => numbers.get(id) ?? []) }))
    return {
      madeAt: context.now,
      rows,
      people: [...numbers.values()].toSorted((a, b) => a - b),
      cut: raw.length > MOST_ROWS,
    }
  },
})

export const sheet = answer(reviewSheetOf, {
  needs: 'review access',
  audits: true,
  reveals: 'nobody',
  async run(_asked, context) {
    const [days, lines] = await Promise.all([sheetDays(context), sheetLines(context)])
    return { days, lines }
  },
})

export const verify = answer(verifyAudit, {
  needs: 'verify the audit',
  reveals: 'nobody',
  run: ({ eventsAfter, sealsAfter }, { sql }) => verifyStep(sql, { eventsTo: eventsAfter, sealsTo: sealsAfter }),
})
