import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import {
  buildOf,
  changesOfBuild,
  leftWords,
  type Built,
  type MovedTurn,
  type PutTurn,
  type ShiftThere,
} from '#shared/rota/building.ts'
import { changeWords, inOrderOfDays } from '#shared/rota/changes.ts'
import type { TemplateRow } from '#shared/rota/contract.ts'
import { buildFromPatterns, previewBuild } from '#shared/rota/patternContract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, formatDayShort, londonDayOf, startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { layeredTurns } from './buildStore.ts'
import { deleteDrafts, draftsBetween, saveDraft, type NewDraft, type StoredDraft } from './draftStore.ts'
import { namesOf } from './planQueries.ts'
import { onePlanningAtATime } from './publishStore.ts'
import { daysAwayBetween, templateRows } from './reading.ts'
import type { StoredShift } from './store.ts'

/** Drafts sent to the database at once. */
const AT_ONCE = 50
const NEW = '' as ShiftId

interface Worked {
  readonly built: Built
  readonly left: readonly string[]
  readonly nameOf: (personId: PersonId) => string
  readonly isException: (personId: PersonId, day: LondonDay) => boolean
  readonly drafts: ReadonlyMap<ShiftId, StoredDraft>
  readonly live: ReadonlyMap<ShiftId, StoredShift>
}

export const showBuild = answer(previewBuild, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run({ firstDay, weeks }, context) {
    const lastDay = addDays(firstDay, weeks * 7 - 1)
    const { built, left, nameOf } = await workOut(context, firstDay, lastDay)
    const changes = inOrderOfDays(changesOfBuild(built, () => NEW)).map((change) => changeWords(change, nameOf))
    return { firstDay, lastDay, changes, left, same: built.same }
  },
})

export const builtFromPatterns = handle(buildFromPatterns, {
  needs: 'plan the rota',
  async run({ firstDay, weeks }, context) {
    const ahead = aheadOf(firstDay, context)
    if (!ahead.ok) return ahead
    await onePlanningAtATime(context)
    const worked = await workOut(context, firstDay, addDays(firstDay, weeks * 7 - 1))
    const { built, left, drafts, live } = worked
    const templates = await templateRows(context)
    const fresh = built.takeOff.filter(({ id }) => !live.has(id)).map(({ id }) => id)
    if (fresh.length > 0) await deleteDrafts(context, fresh)
    const saved: readonly NewDraft[] = [
      ...built.put.map((one) => draftOf(one, templates, drafts, live)),
      ...built.takeOff.flatMap((shift) => takenOff(shift, worked)),
    ]
    for (let from = 0; from < saved.length; from += AT_ONCE)
      await Promise.all(saved.slice(from, from + AT_ONCE).map((draft) => saveDraft(context, draft)))
    const counts = { put: built.put.length, takenOff: built.takeOff.length, same: built.same }
    return effect({ ...counts, left }, { type: 'rota-built', data: { firstDay, weeks, ...counts, left: left.length } })
  },
})

/** What is planned and what is past are never mixed: weeks are built from today on. */
const aheadOf = (firstDay: LondonDay, { now }: Context): Outcome<null, RotaRefusal> =>
  firstDay < londonDayOf(now) ? refuse({ code: 'day-is-past', field: 'firstDay' }) : done(null)

async function workOut(context: Context, firstDay: LondonDay, lastDay: LondonDay): Promise<Worked> {
  const from = firstDay < londonDayOf(context.now) ? londonDayOf(context.now) : firstDay
  const [shifts, stored, away, names, moved] = await Promise.all([
    liveBetween(context, addDays(from, -7), addDays(lastDay, 7)),
    draftsBetween(context, addDays(from, -7), addDays(lastDay, 7)),
    daysAwayBetween(context, addDays(from, -7), addDays(lastDay, 7), null),
    namesOf(context),
    turnsMoved(context, from, lastDay),
  ])
  const drafts = new Map(stored.map((draft) => [draft.shiftId, draft]))
  const live = new Map(shifts.map((shift) => [shift.id, shift]))
  const there: readonly ShiftThere[] = [
    ...shifts.filter(({ id }) => !drafts.has(id)),
    ...stored.filter(({ takenOff: off }) => !off).map((draft) => ({ ...draft, id: draft.shiftId })),
  ]
  const awayDays = new Set(away.map(({ personId, day }) => `${personId} ${day}`))
  const isAway = (personId: PersonId, day: LondonDay): boolean => awayDays.has(`${personId} ${day}`)
  const { turns, exceptions, ended, short } = await layeredTurns(context, from, lastDay, there, isAway)
  const nameOf = (personId: PersonId): string => names.get(personId) ?? 'Somebody'
  const isException = (personId: PersonId, day: LondonDay): boolean => exceptions.has(`${personId} ${day}`)
  const inside = there.filter(({ day }) => from <= day && day <= lastDay)
  const built = buildOf({
    turns,
    there: inside,
    decided: decidedByHand(stored, live),
    moved,
    isAway,
    isException,
    ended,
  })
  return {
    built,
    left: [...built.left.map((one) => leftWords(one, nameOf)), ...short(nameOf)],
    nameOf,
    isException,
    drafts,
    live,
  }
}

/** Shifts as they stand on the rota that the draft moves or takes off by hand: their turns are not put there again. */
const decidedByHand = (
  drafts: readonly StoredDraft[],
  live: ReadonlyMap<ShiftId, StoredShift>,
): readonly StoredShift[] =>
  drafts.flatMap(({ shiftId, layer }) => (layer === 'pattern' ? [] : (live.get(shiftId) ?? [])))

/** Turns of some days whose shifts somebody moved to another day by hand, or that were swapped in part, on the rota or in the draft. */
const turnsMoved = ({ sql, actor }: Context, first: LondonDay, last: LondonDay) => sql<MovedTurn[]>`
  select coalesce(m.planned_for, m.person_id) as "personId", m.turn_starts_at as "startsAt"
  from (
    select s.planned_for, s.person_id, s.turn_starts_at, s.day, s.layer from shifts s
    left join draft_shifts d on d.service_id = s.service_id and d.shift_id = s.id and d.taken_off
    where s.service_id = ${actor.serviceId} and s.cancelled_at is null and d.shift_id is null
    union all
    select planned_for, person_id, turn_starts_at, day, layer from draft_shifts
    where service_id = ${actor.serviceId} and not taken_off
  ) m
  where m.turn_starts_at >= ${startOfDay(first)} and m.turn_starts_at < ${startOfDay(addDays(last, 1))}
    and ((m.turn_starts_at at time zone ${ZONE})::date <> m.day or m.layer in ('swap', 'cover'))`

const liveBetween = ({ sql, actor }: Context, first: LondonDay, last: LondonDay) => sql<StoredShift[]>`
  select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
    layer, planned_for as "plannedFor", turn_starts_at as "turnStartsAt", cancelled_at as "cancelledAt", version
  from shifts where service_id = ${actor.serviceId} and day between ${first} and ${last} and cancelled_at is null
  order by starts_at, id`

/** A turn is known by its template where one has its times, for the break and the name. */
function draftOf(
  { instead, turn }: PutTurn,
  templates: readonly TemplateRow[],
  drafts: Worked['drafts'],
  live: Worked['live'],
): NewDraft {
  const { start, end } = shiftSpan(turn, turn.day)
  const template = templates.find(
    (one) => !one.retired && one.startsAt === turn.startsAt && one.endsAt === turn.endsAt && one.role === turn.role,
  )
  return {
    // A fresh id is branded where it is made.
    shiftId: instead?.id ?? (crypto.randomUUID() as ShiftId),
    personId: turn.personId,
    templateId: template?.id ?? null,
    day: turn.day,
    startsAt: start,
    endsAt: end,
    role: turn.role,
    layer: turn.layer,
    plannedFor: null,
    takenOff: false,
    why: '',
    basedOn: instead ? (drafts.get(instead.id)?.basedOn ?? live.get(instead.id)?.version ?? 0) : 0,
    importId: null,
    madeHow: 'patterns',
  }
}

function takenOff(shift: ShiftThere, { drafts, live, isException }: Worked): readonly NewDraft[] {
  const on = live.get(shift.id)
  if (!on) return []
  const day = formatDayShort(shift.day)
  const why = isException(shift.personId, shift.day)
    ? `${day} was set otherwise by hand`
    : `No pattern has it on ${day} any more`
  const basedOn = drafts.get(shift.id)?.basedOn ?? on.version
  return [
    { ...on, shiftId: shift.id, layer: 'pattern', takenOff: true, why, basedOn, importId: null, madeHow: 'patterns' },
  ]
}
