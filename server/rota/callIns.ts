import type { CallInId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { closeCallIn, openCallIn, recordAsk } from '#shared/rota/coverContract.ts'
import { checkShift, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { insertShift, lockPeople } from './store.ts'
import { taking } from './taking.ts'
import { tellOfChanges } from './telling.ts'

export const callInOpened = handle(openCallIn, {
  needs: 'plan the rota',
  async run({ day, startsAt, endsAt, role, why }, context) {
    const during = shiftSpan({ startsAt, endsAt }, day)
    const checked = checkShift(during)
    if (!checked.ok) return checked
    const callInId = crypto.randomUUID() as CallInId
    await context.sql`
      insert into call_ins (id, starts_at, ends_at, role, why, opened_by, opened_at)
      values (${callInId}, ${during.start}, ${during.end}, ${role}, ${why}, ${context.actor.personId}, ${context.now})`
    return effect(
      { callInId },
      { type: 'call-in-opened', data: { callInId, day, startsAt: during.start, endsAt: during.end, role } },
    )
  },
})

interface StoredCallIn {
  readonly id: CallInId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly closedAt: Instant | null
  readonly version: number
}

/** Locked after its person, as everything that gives somebody a shift is. */
async function lockCallIn(
  { sql, actor }: Context,
  id: CallInId,
  seenVersion: number,
): Promise<Outcome<StoredCallIn, RotaRefusal>> {
  const [found] = await sql<StoredCallIn[]>`
    select id, starts_at as "startsAt", ends_at as "endsAt", role, closed_at as "closedAt", version
    from call_ins where service_id = ${actor.serviceId} and id = ${id} for no key update`
  if (!found) return refuse({ code: 'call-in-not-found' })
  if (found.closedAt !== null) return refuse({ code: 'call-in-closed' })
  if (found.version === seenVersion) return done(found)
  return refuse({ code: 'changed-since-seen', byName: null, at: null, version: found.version })
}

const changeCallIn = ({ sql, actor, now }: Context, id: CallInId, shiftId: ShiftId | null, closes: boolean) => sql`
  update call_ins set shift_id = ${shiftId}, closed_at = ${closes ? now : null}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

export const askRecorded = handle(recordAsk, {
  needs: 'plan the rota',
  constraints: {
    one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' },
    one_comes_in_per_call_in: { code: 'call-in-closed' },
  },
  async run({ callInId, seenVersion, personId, answer, pay, note }, context) {
    if ((answer === 'yes') !== (pay !== null)) return refuse({ code: 'call-in-needs-pay', field: 'pay' })
    const [person] = await lockPeople(context, [personId])
    const found = await lockCallIn(context, callInId, seenVersion)
    if (!found.ok) return found
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const shiftId = answer === 'yes' ? (crypto.randomUUID() as ShiftId) : null
    const came = shiftId ? await comeIn(context, found.value, person, shiftId) : done<readonly string[]>([])
    if (!came.ok) return came
    await context.sql`
      insert into call_in_asks (call_in_id, person_id, answer, pay, note, asked_by, asked_at)
      values (${callInId}, ${personId}, ${answer}, ${pay}, ${note}, ${context.actor.personId}, ${context.now})`
    await changeCallIn(context, callInId, shiftId, shiftId !== null)
    return effect(
      { version: seenVersion + 1, shiftId, warnings: came.value },
      { type: 'call-in-asked', personId, data: { callInId, answer, pay, shiftId } },
    )
  },
})

/** Puts whoever comes in on the rota: approved, free, and warned about rest, which stops nobody from coming in. */
async function comeIn(
  context: Context,
  { startsAt, endsAt, role }: StoredCallIn,
  person: { readonly personId: PersonId; readonly name: string; readonly roles: Parameters<typeof taking>[1]['roles'] },
  shiftId: ShiftId,
): Promise<Outcome<readonly string[], RotaRefusal>> {
  const plan = { personId: person.personId, day: londonDayOf(startsAt), startsAt, endsAt, role }
  const shift = {
    ...plan,
    id: shiftId,
    templateId: null,
    layer: 'cover',
    plannedFor: null,
    turnStartsAt: null,
    cancelledAt: null,
    version: 1,
  } as const
  const able = await taking(context, person, shift, null)
  if (!able.ok) return able
  await insertShift(context, shiftId, shift)
  await tellOfChanges(context, [{ shiftId, before: null, after: plan }])
  return able
}

export const callInClosed = handle(closeCallIn, {
  needs: 'plan the rota',
  async run({ callInId, seenVersion }, context) {
    const found = await lockCallIn(context, callInId, seenVersion)
    if (!found.ok) return found
    await changeCallIn(context, callInId, null, true)
    return effect({ version: seenVersion + 1 }, { type: 'call-in-closed', data: { callInId } })
  },
})
