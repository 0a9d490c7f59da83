import {
  activityOf as activityOfQuery,
  auditedPeople,
  breachPack as breachPackQuery,
  MOST_ROWS,
  reviewSheetOf,
  sealsOf,
  verifyAudit,
  whoLooked as whoLookedQuery,
} from '#shared/audit/contract.ts'
import { answer } from '#server/kernel/handle.ts'
import { packedBy, rowsOf } from './pack.ts'
import { sealsNow } from './seals.ts'
import {
  didOf,
  listsAndSessionsOf,
  looksAt,
  MOST_LOOKS,
  numbersOf,
  ofSamePerson,
  openedBy,
  peopleOf,
  personOf,
  referralNumbered,
  refusedOf,
  searchesOf,
  sheetDays,
  sheetLines,
  takenOf,
} from './store.ts'
import { verifyStep } from './verify.ts'

export const whoLooked = answer(whoLookedQuery, {
  needs: 'see who looked',
  audits: true,
  filter: ({ number, whose, from, to }) => ({ number: String(number), whose, from, to }),
  reveals: 'nobody',
  async run({ number, whose, ...stretch }, context) {
    const id = await referralNumbered(context, number)
    if (id === null) return null
    const all = await ofSamePerson(context, id)
    const ids = whose === 'person' ? all : [id]
    const [numbers, looks, taken] = await Promise.all([
      numbersOf(context, all),
      looksAt(context, ids, { ...stretch, most: MOST_LOOKS + 1 }),
      takenOf(context, ids, stretch),
    ])
    return {
      number,
      numbers: inOrder(numbers.values()),
      looks: looks.slice(0, MOST_LOOKS),
      taken,
      cut: looks.length > MOST_LOOKS,
    }
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
    const [opened, { lists, sessions }, searches, refused, did] = await Promise.all([
      openedBy(context, personId, stretch),
      listsAndSessionsOf(context, personId, stretch),
      searchesOf(context, personId, stretch),
      refusedOf(context, personId, stretch),
      didOf(context, personId, stretch),
    ])
    return { ...person, opened, lists, searches, refused, did, sessions }
  },
})

export const people = answer(auditedPeople, {
  needs: 'see who looked',
  reveals: 'nobody',
  run: (_asked, context) => peopleOf(context),
})

/** For a breach: who saw this person, or what somebody with this account, browser or line may have seen. Asking for it takes it away. */
export const breachPack = answer(breachPackQuery, {
  needs: 'see who looked',
  stepUp: true,
  exports: true,
  filter: ({ by, value, from, to }) => ({ by, value, from, to }),
  reveals: 'nobody',
  async run({ by, value, ...stretch }, context) {
    const about = await packedBy(context, by, value.trim())
    if (about === null) return null
    const raw = await rowsOf(context, about.of, { ...stretch, most: MOST_ROWS + 1 })
    const kept = raw.slice(0, MOST_ROWS)
    const numbers = await numbersOf(context, [...new Set(kept.flatMap(({ ids }) => ids))])
    const rows = kept.map(({ ids, ...row }) => ({ ...row, numbers: ids.flatMap((id) => numbers.get(id) ?? []) }))
    return {
      madeAt: context.now,
      about: about.words,
      rows,
      people: inOrder(numbers.values()),
      cut: raw.length > MOST_ROWS,
    }
  },
})

const inOrder = (numbers: Iterable<number>): readonly number[] => [...numbers].toSorted((a, b) => a - b)

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

export const seals = answer(sealsOf, {
  needs: 'verify the audit',
  reveals: 'nobody',
  run: (_asked, context) => sealsNow(context),
})
