import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { InputOf } from '#shared/kernel/command.ts'
import { addShift, awayKinds, cancelShift, changeShift } from '#shared/rota/contract.ts'
import { checkFree, checkNoOpenWork, checkNoWork, checkRosterable } from '#shared/rota/planning.ts'
import { restAround, type WorkPiece } from '#shared/rota/restOfWork.ts'
import { checkOverLeave, inSentence, type Confirmed, type OverLeave } from '#shared/rota/overLeave.ts'
import { checkPlanDay, checkShift, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { clockChangeWords, pastDayWords } from '#shared/rota/shiftWarnings.ts'
import { restWords, type RotaRefusal } from '#shared/rota/words.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { councilWords } from './councilCover.ts'
import { followChanges } from './offerStore.ts'
import { daysAwayBetween } from './reading.ts'
import { tellOfChanges, type AgreedOver } from './telling.ts'
import {
  insertShift,
  lastChangeOf,
  lockPeople,
  lockShift,
  markCancelled,
  shiftOf,
  shiftsNear,
  templateOf,
  updateShift,
  workOn,
  type LockedPerson,
  type PlannedShift,
  type StoredShift,
} from './store.ts'
import { workPieces } from './workPieces.ts'

/** The lock of the person decides races; should something else ever write shifts, this is what its collision means. */
const overlap = { one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' } } as const

type Sent = InputOf<typeof addShift>

interface Planned {
  readonly shift: Omit<PlannedShift, 'layer' | 'plannedFor'>
  readonly warnings: readonly string[]
  /** The least rest beside it, when that is under eleven hours. */
  readonly restMinutes: number | null
  /** Leave of theirs that they work over, as whoever planned it agreed with them; null where they are not away. */
  readonly over: AgreedOver | null
}

export const putShiftOn = handle(addShift, {
  needs: 'plan the rota',
  constraints: overlap,
  async run(sent, context) {
    // A fresh id is branded where it is made.
    const shiftId = crypto.randomUUID() as ShiftId
    // Sent now, so that everything read after it on this connection is read under the lock.
    const people = lockPeople(context, [sent.personId]).execute()
    const planned = await plan(context, sent, people, { id: shiftId, templateId: null, personId: null, day: null })
    if (!planned.ok) return planned
    const { warnings, restMinutes, over } = planned.value
    const shift = { ...planned.value.shift, layer: 'exception', plannedFor: null } as const
    await insertShift(context, shiftId, shift)
    await tellOfChanges(context, [{ shiftId, before: null, after: shift }], over)
    const data = { shiftId, ...whenOf(shift), restMinutes, ...(over && { overLeave: over.days }) }
    return effect({ shiftId, warnings }, { type: 'shift-added', personId: shift.personId, data })
  },
})

export const moveShift = handle(changeShift, {
  needs: 'plan the rota',
  constraints: overlap,
  async run({ shiftId, seenVersion, ...sent }, context) {
    const before = await shiftOf(context, shiftId)
    if (!before) return refuse({ code: 'shift-not-found' })
    const people = await lockPeople(context, [before.personId, sent.personId])
    const [found, work] = await Promise.all([lockShift(context, shiftId), workOn(context, shiftId)])
    const stands = await stillStands(context, found, seenVersion)
    if (!stands.ok) return stands
    const free = sent.personId === stands.value.personId ? checkNoOpenWork(work) : checkNoWork(work)
    if (!free.ok) return free
    const planned = await plan(context, sent, people, stands.value)
    if (!planned.ok) return planned
    const { warnings, restMinutes, over } = planned.value
    const shift = { ...planned.value.shift, ...handed(stands.value, sent.personId) }
    const changes = [{ shiftId, before: stands.value, after: shift }]
    const [short = []] = await councilWords(context, [changes])
    await updateShift(context, shiftId, shift)
    const { happened } = await followChanges(context, changes, over)
    const data = {
      shiftId,
      ...whenOf(shift),
      restMinutes,
      before: whenOf(before),
      fromPersonId: before.personId,
      ...(over && { overLeave: over.days }),
    }
    const moved = before.day === shift.day ? [] : pastDayWords(before.day, londonDayOf(context.now))
    return effect(
      { version: seenVersion + 1, warnings: [...moved, ...warnings, ...short] },
      { type: 'shift-changed', personId: shift.personId, data },
      ...happened,
    )
  },
})

export const takeShiftOff = handle(cancelShift, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion, why }, context) {
    const before = await shiftOf(context, shiftId)
    if (!before) return refuse({ code: 'shift-not-found' })
    await lockPeople(context, [before.personId])
    const [found, work] = await Promise.all([lockShift(context, shiftId), workOn(context, shiftId)])
    const stands = await stillStands(context, found, seenVersion)
    if (!stands.ok) return stands
    const free = checkNoWork(work)
    if (!free.ok) return free
    await markCancelled(context, shiftId, why)
    const { happened } = await followChanges(context, [{ shiftId, before: stands.value, after: null }])
    return effect(
      { version: seenVersion + 1, warnings: pastDayWords(before.day, londonDayOf(context.now)) },
      { type: 'shift-cancelled', personId: before.personId, data: { shiftId, ...whenOf(before) } },
      ...happened,
    )
  },
})

/**
 * A shift that goes to somebody else is cover for whoever it was planned for; with its own person it is planned by hand.
 *
 * @example handed(ewasTurn, dan) // { layer: 'cover', plannedFor: ewa }
 */
export const handed = (
  before: Pick<PlannedShift, 'personId' | 'layer' | 'plannedFor'>,
  to: PersonId,
): Pick<PlannedShift, 'layer' | 'plannedFor'> => {
  const owner = before.plannedFor ?? before.personId
  if (to === owner) return { layer: 'exception', plannedFor: null }
  return { layer: to === before.personId ? before.layer : 'cover', plannedFor: owner }
}

/** Everything that decides where a shift may go, in one round trip once its person is locked. */
export async function plan(
  context: Context,
  { personId, day, times, ...confirmed }: Sent,
  locked: PromiseLike<readonly LockedPerson[]> | readonly LockedPerson[],
  own: Pick<StoredShift, 'id' | 'templateId'> & { readonly personId: PersonId | null; readonly day: LondonDay | null },
): Promise<Outcome<Planned, RotaRefusal>> {
  const inReach = checkPlanDay(day, londonDayOf(context.now))
  if (!inReach.ok) return inReach
  const [people, standings, near, work, away, template] = await Promise.all([
    locked,
    standingsOf(context, [personId]),
    shiftsNear(context, personId, day),
    workPieces(context, day, day, personId),
    daysAwayBetween(context, day, day, personId),
    'templateId' in times ? templateOf(context, times.templateId) : null,
  ])
  const person = people.find((one) => one.personId === personId)
  if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
  // A shift keeps a template that was retired after it was put on.
  const usable = template && (!template.retired || template.id === own.templateId) ? template : null
  const given = 'templateId' in times ? usable : times
  if (!given) return refuse({ code: 'template-unknown', field: 'times' })
  const during = shiftSpan(given, day)
  const others = near.filter(({ id }) => id !== own.id)
  const standing = standings.get(personId) ?? null
  for (const check of [
    checkShift(during),
    checkRosterable({ roles: person.roles, standing }, given.role, during),
    checkFree(during, others),
  ]) {
    if (!check.ok) return check
  }
  // Leave that was agreed over a shift which is theirs on that day leaves it where it is.
  const anew = own.personId !== personId || own.day !== day
  const agreed = agreedOver(
    anew ? away.map(({ kind }) => ({ personId, name: person.name, day, kind: inSentence(awayKinds[kind]) })) : [],
    confirmed,
  )
  if (!agreed.ok) return agreed
  const shift = {
    personId,
    templateId: usable?.id ?? null,
    day,
    startsAt: during.start,
    endsAt: during.end,
    role: given.role,
  }
  const conflicts = restAround<WorkPiece>({ ...shift, id: own.id }, work)
  const rests = conflicts.map(({ rest }) => rest)
  return done({
    shift,
    warnings: [
      ...pastDayWords(day, londonDayOf(context.now)),
      ...clockChangeWords(given, day),
      ...conflicts.map((conflict) => restWords(person.name, conflict)),
    ],
    restMinutes: rests.length > 0 ? Math.min(...rests) : null,
    over: agreed.value,
  })
}

/** Whoever puts somebody on over their own leave was shown it, and says why: as with a swap. */
function agreedOver(
  away: readonly OverLeave[],
  { leaveSeen, overLeaveWhy }: Confirmed,
): Outcome<AgreedOver | null, RotaRefusal> {
  const checked = checkOverLeave(away, { leaveSeen, overLeaveWhy })
  if (!checked.ok) return checked
  const days = away.map(({ personId, day }) => ({ personId, day }))
  return done(days.length === 0 ? null : { why: overLeaveWhy, days })
}

/** That a shift is there, is as it was seen, and has not been taken off meanwhile. */
export async function stillStands(
  context: Context,
  found: StoredShift | null,
  seenVersion: number,
): Promise<Outcome<StoredShift, RotaRefusal>> {
  if (!found) return refuse({ code: 'shift-not-found' })
  if (found.cancelledAt !== null) return refuse({ code: 'shift-cancelled', at: found.cancelledAt })
  if (found.version === seenVersion) return done(found)
  const last = await lastChangeOf(context, 'shiftId', found.id)
  return refuse({
    code: 'changed-since-seen',
    byName: last?.byName ?? null,
    at: last?.at ?? null,
    version: found.version,
  })
}

export const whenOf = ({
  day,
  startsAt,
  endsAt,
  role,
}: Pick<PlannedShift, 'day' | 'startsAt' | 'endsAt' | 'role'>) => ({
  day,
  startsAt,
  endsAt,
  role,
})
