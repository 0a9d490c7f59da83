import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { takeOver, undoTakeOver } from '#shared/rota/coverContract.ts'
import { checkWorkGoes, type OpenWork } from '#shared/rota/goingAlong.ts'
import { checkGiveBack, checkNoWork } from '#shared/rota/planning.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { minutesBetween, startOfMinute, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { councilWords } from './councilCover.ts'
import { followChanges } from './offerStore.ts'
import { lockShifts } from './publishStore.ts'
import {
  insertShift,
  lastChangeOf,
  lockPeople,
  markCancelled,
  planOf,
  shiftOf,
  turnOf,
  updateShift,
  workOn,
  type LockedPerson,
  type StoredShift,
} from './store.ts'
import { taking } from './taking.ts'

const cannotGo = { code: 'work-cannot-go', field: 'toPersonId', name: null, jobs: [] } as const

/** The work moves by its own rules, which the database has too: what it refuses is said before anything moves. */
const constraints = {
  one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' },
  denied_colleague_is_not_sent: cannotGo,
  trainee_is_not_sent_alone: cannotGo,
  approval_covers_the_day: cannotGo,
} as const

/** The referrals and the work of a shift, locked before the shift as everywhere: person, referral, allocation, shift. */
const holdWorkOf = ({ sql }: Context, id: ShiftId, taker: PersonId) => sql<OpenWork[]>`
  select number, "councilId", "councilName", "keptOut", declared from hub.work_to_move(${id}, ${taker})`

/**
 * One act for the moment when somebody cannot go on: what is left of their shift, and the work they are out on, are somebody else’s
 * from now. What they have worked stays theirs, for TOIL and for the record. The reaction to its event moves the work.
 */
export const shiftTakenOver = handle(takeOver, {
  needs: 'plan the rota',
  constraints,
  async run({ shiftId, seenVersion, toPersonId, reason }, context) {
    const locked = await lockedFor(context, shiftId, seenVersion, toPersonId)
    if (!locked.ok) return locked
    const { shift, taker, work } = locked.value
    if (shift.endsAt <= context.now) return refuse({ code: 'shift-is-over', endsAt: shift.endsAt })
    const left = whatIsLeft(shift, toPersonId, context.now)
    const able = await taking(context, taker, left, null)
    if (!able.ok) return able
    const goes = await workGoes(context, taker, work)
    if (!goes.ok) return goes
    const numbers = work.map(({ number }) => number)
    const changes = changesOf(shift, left)
    const [short = []] = await councilWords(context, [changes])
    if (left.id === shiftId) await updateShift(context, shiftId, left)
    else {
      await updateShift(context, shiftId, { ...shift, endsAt: left.startsAt })
      await insertShift(context, left.id, left, turnOf(shift), shiftId)
    }
    const { happened } = await followChanges(context, changes)
    const data = {
      fromShiftId: shiftId,
      toShiftId: left.id,
      fromPersonId: shift.personId,
      toPersonId,
      reason,
      endedAt: shift.endsAt,
    }
    const version = left.id === shiftId ? seenVersion + 1 : 1
    return effect(
      { shiftId: left.id, version, warnings: [...able.value, ...short], numbers },
      { type: 'shift-taken-over', personId: toPersonId, data },
      ...happened,
    )
  },
})

/** A shift that has begun is cut at this minute; one that has not goes over whole. */
function whatIsLeft(shift: StoredShift, personId: PersonId, now: Instant): StoredShift {
  const cut = startOfMinute(now)
  const owner = shift.plannedFor ?? shift.personId
  const theirs = { ...shift, personId, layer: 'cover', plannedFor: owner === personId ? null : owner } as const
  if (minutesBetween(shift.startsAt, cut) < 1) return theirs
  return { ...theirs, id: crypto.randomUUID() as ShiftId, startsAt: cut, day: londonDayOf(cut) }
}

const changesOf = (shift: StoredShift, left: StoredShift): readonly RotaChange[] =>
  left.id === shift.id
    ? [{ shiftId: shift.id, before: planOf(shift), after: planOf(left) }]
    : [
        { shiftId: shift.id, before: planOf(shift), after: { ...planOf(shift), endsAt: left.startsAt } },
        { shiftId: left.id, before: null, after: planOf(left) },
      ]

async function lockedFor(context: Context, shiftId: ShiftId, seenVersion: number, other: PersonId) {
  const before = await shiftOf(context, shiftId)
  if (!before) return refuse({ code: 'shift-not-found' } as const)
  const people = await lockPeople(context, [before.personId, other])
  const work = await holdWorkOf(context, shiftId, other)
  const [shift] = await lockShifts(context, [shiftId])
  const stands = await standing(context, shift ?? null, seenVersion)
  if (!stands.ok) return stands
  const taker = people.find(({ personId }) => personId === other)
  return taker
    ? done({ shift: stands.value, taker, work })
    : refuse({ code: 'person-unknown', field: 'personId' } as const)
}

/** The same hard stops as when a referral is allocated, for each job that would go along. */
async function workGoes(context: Context, taker: LockedPerson, work: readonly OpenWork[]) {
  if (work.length === 0) return done(null)
  const standings = await standingsOf(context, [taker.personId])
  return checkWorkGoes({ ...taker, standing: standings.get(taker.personId) ?? null }, work, context.now)
}

async function standing(
  context: Context,
  shift: StoredShift | null,
  seenVersion: number,
): Promise<Outcome<StoredShift, RotaRefusal>> {
  if (!shift) return refuse({ code: 'shift-not-found' })
  if (shift.cancelledAt !== null) return refuse({ code: 'shift-cancelled', at: shift.cancelledAt })
  if (shift.version === seenVersion) return done(shift)
  const last = await lastChangeOf(context, 'shiftId', shift.id)
  return refuse({
    code: 'changed-since-seen',
    byName: last?.byName ?? null,
    at: last?.at ?? null,
    version: shift.version,
  })
}

interface TookOver {
  readonly fromShiftId: ShiftId
  readonly toShiftId: ShiftId
  readonly fromPersonId: PersonId
  readonly toPersonId: PersonId
  readonly endedAt: Instant
  /** When it was taken over. */
  readonly at: Instant
}

/** How a shift came to whoever has it now: the last taking over of it that was not given back. */
async function tookOver({ sql, actor }: Context, shiftId: ShiftId): Promise<TookOver | null> {
  const [last] = await sql<{ type: string; data: Omit<TookOver, 'at'>; at: Instant }[]>`
    select type, data, at from events
    where service_id = ${actor.serviceId} and type in ('shift-taken-over', 'shift-given-back') and data ->> 'toShiftId' = ${shiftId}
    order by seq desc limit 1`
  return last?.type === 'shift-taken-over' ? { ...last.data, at: last.at } : null
}

/** The work of a shift that its new holder has set off for: giving the shift back would leave the person without anybody. */
const underWay = async ({ sql, actor }: Context, id: ShiftId): Promise<readonly number[]> =>
  (
    await sql<{ number: number }[]>`
      select hub.number_of(referral_id) as number from allocations
      where service_id = ${actor.serviceId} and shift_id = ${id} and ended_at is null and set_off_at is not null order by 1`
  ).map(({ number }) => number)

/** The same way back, within the hour and while nothing on it has been finished: the shift is whole again, and the work is with whoever had it. */
export const shiftGivenBack = handle(undoTakeOver, {
  needs: 'plan the rota',
  constraints,
  async run({ shiftId, seenVersion }, context) {
    const now = await shiftOf(context, shiftId)
    const how = await tookOver(context, shiftId)
    if (!now) return refuse({ code: 'shift-not-found' })
    if (!how || now.personId !== how.toPersonId) return refuse({ code: 'not-taken-over' })
    const soon = checkGiveBack(how.at, context.now)
    if (!soon.ok) return soon
    const locked = await lockedFor(context, shiftId, seenVersion, how.fromPersonId)
    if (!locked.ok) return locked
    const work = await workOn(context, shiftId)
    const finished = checkNoWork(work.filter(({ live }) => !live))
    if (!finished.ok) return finished
    const under = await underWay(context, shiftId)
    if (under.length > 0) return refuse({ code: 'work-under-way', numbers: under })
    const { shift, taker, work: open } = locked.value
    for (const check of [await taking(context, taker, shift, null), await workGoes(context, taker, open)])
      if (!check.ok) return check
    await giveBack(context, shift, how)
    const { at: _at, ...moved } = how
    const data = { ...moved, toShiftId: shiftId }
    return effect(
      { shiftId: how.fromShiftId, numbers: work.map(({ number }) => number) },
      { type: 'shift-given-back', personId: how.fromPersonId, data },
    )
  },
})

/**
 * Whoever is given a shift on a day away works it all the same, which the database notes. To get back one's own is no such gift: the day
 * stays as it was, so that somebody who is ill is not counted as there.
 *
 * @returns what to do once the shift has gone back
 */
async function keepsDayAway({ sql, actor }: Context, { id, day }: StoredShift, personId: PersonId) {
  const own = sql`service_id = ${actor.serviceId} and person_id = ${personId} and day = ${day}`
  const works = await sql`select from days_away where ${own} and ${id} = any (worked_shift_ids)`
  return async (): Promise<void> => {
    if (works.length > 0) return
    await sql`update days_away set worked_shift_ids = array_remove(worked_shift_ids, ${id}::uuid) where ${own}`
  }
}

/** What a shift was before it was taken over: of its pattern, or whose turn its holder had by a swap. One moved since was moved by hand. */
async function beneath({ sql, actor }: Context, shift: StoredShift, { fromPersonId: personId, at }: TookOver) {
  const [was] = await sql<Pick<StoredShift, 'layer' | 'startsAt' | 'endsAt'>[]>`
    select layer, starts_at as "startsAt", ends_at as "endsAt" from shift_history
    where service_id = ${actor.serviceId} and shift_id = ${shift.id} and person_id = ${personId} and at <= ${at} and layer <> 'cover'
    order by version desc limit 1`
  const owner = shift.plannedFor ?? shift.personId
  const moved = was?.startsAt !== shift.startsAt || was.endsAt !== shift.endsAt
  const layer = was && !(moved && was.layer === 'pattern') ? was.layer : 'exception'
  return { personId, layer, plannedFor: owner === personId ? null : owner }
}

async function giveBack(context: Context, shift: StoredShift, how: TookOver): Promise<void> {
  if (how.fromShiftId === shift.id) {
    const back = await beneath(context, shift, how)
    const asBefore = await keepsDayAway(context, shift, how.fromPersonId)
    await updateShift(context, shift.id, { ...shift, ...back })
    await asBefore()
    await followChanges(context, [
      { shiftId: shift.id, before: planOf(shift), after: { ...planOf(shift), personId: back.personId } },
    ])
    return
  }
  const [first] = await lockShifts(context, [how.fromShiftId])
  await markCancelled(context, shift.id, 'Given back')
  if (first && first.cancelledAt === null) await updateShift(context, first.id, { ...first, endsAt: how.endedAt })
  await followChanges(context, [
    { shiftId: shift.id, before: planOf(shift), after: null },
    ...(first ? [{ shiftId: first.id, before: planOf(first), after: { ...planOf(first), endsAt: how.endedAt } }] : []),
  ])
}
