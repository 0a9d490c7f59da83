import type { ShiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { draftedWords } from '#shared/rota/drafted.ts'
import type { RotaDraft } from '#shared/rota/planContract.ts'
import { hoursAwayIn } from '#shared/rota/hoursAway.ts'
import { isOfDayAway } from '#shared/rota/leave.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { addDays } from '#shared/time/london.ts'
import { minutesIn } from '#shared/time/span.ts'

/** A week as those who plan see it: the rota with the draft laid over it. */
export interface PlannedWeek {
  readonly rota: RotaWeek
  /** Shifts that are not published as they are shown. */
  readonly drafted: ReadonlySet<ShiftId>
  /** Shifts that the draft takes off. */
  readonly takenOff: readonly ShiftRow[]
  /** Versions of the draft, to send back with a change. */
  readonly versions: ReadonlyMap<ShiftId, number>
  /** Where each change of the draft comes from, in words. */
  readonly origins: ReadonlyMap<ShiftId, string>
  readonly inAll: number
}

/**
 * Lays the draft over a week. Nothing of it comes to anybody else: the hub gives the draft only to those who plan.
 *
 * @example withDraft(rota, draft).rota.shifts
 */
export function withDraft(rota: RotaWeek, draft: RotaDraft): PlannedWeek {
  const drafts = new Map(draft.drafts.map((one) => [one.shiftId, one]))
  const sunday = addDays(rota.monday, 6)
  const stays = rota.shifts.filter(({ id }) => !drafts.has(id))
  const drawn = draft.drafts
    .filter(({ takenOff, day }) => !takenOff && rota.monday <= day && day <= sunday)
    .map((one): ShiftRow => {
      const live = rota.shifts.find(({ id }) => id === one.shiftId)
      const { personId, day, startsAt, endsAt, role, layer } = one
      // The ids of an answer are ids of the same kind in another.
      const templateId = one.templateId as ShiftRow['templateId']
      // What stays as it was put on keeps its place; what is put on anew gets that of the template.
      const stays = live?.templateId === templateId && live.day === day
      const hoursAway = hoursAwayIn({ personId, startsAt, endsAt }, rota.hoursAway)
      const base = { id: one.shiftId, personId, day, startsAt, endsAt, role, layer, templateId }
      return {
        ...base,
        ...(hoursAway.length > 0 && { hoursAway }),
        placeName: stays ? live.placeName : (rota.templates.find(({ id }) => id === templateId)?.placeName ?? null),
        version: one.onRota,
        restShortMinutes: 0,
        mayNotAct: one.mayNotAct,
        // A shift that is published there already is as the rota says.
        away: live?.personId === personId && live.day === day ? live.away : isOfDayAway(base, rota.daysAway),
      }
    })
  const shifts = [...stays, ...drawn].toSorted((a, b) =>
    a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0,
  )
  const minutesOf = (personId: string): number =>
    shifts.filter((one) => one.personId === personId).reduce((sum, one) => sum + minutesIn(spanOf(one)), 0)
  return {
    rota: {
      ...rota,
      shifts,
      people: rota.people.map((person) => ({ ...person, rosteredMinutes: minutesOf(person.personId) })),
    },
    drafted: new Set(drawn.map(({ id }) => id)),
    takenOff: rota.shifts.filter(({ id }) => drafts.get(id)?.takenOff),
    versions: new Map(draft.drafts.map(({ shiftId, version }) => [shiftId, version])),
    origins: new Map(draft.drafts.map((one) => [one.shiftId, draftedWords(one)])),
    inAll: draft.inAll,
  }
}

/** A week without a draft, for those who only read it. */
export const published = (rota: RotaWeek): PlannedWeek => ({
  rota,
  drafted: new Set(),
  takenOff: [],
  versions: new Map(),
  origins: new Map(),
  inAll: 0,
})
