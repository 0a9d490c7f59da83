import type { InputOf } from '#shared/kernel/command.ts'
import type { ConflictId, PersonId, TrainingId } from '#shared/kernel/ids.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { checkTrainingDay } from '#shared/register/training.ts'
import {
  keepConflict,
  keepOwnConflict,
  keepOwnTraining,
  keepTraining,
  type ConflictRow,
  type TrainingRow,
} from '#shared/register/trainingContract.ts'
import type { RegisterRefusal } from '#shared/register/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context, type Effect } from '#server/kernel/handle.ts'
import { lockPerson } from './store.ts'

/** A line of somebody’s as it is kept, locked, with who kept it last. */
interface Kept {
  readonly version: number
  readonly byName: string
  readonly at: Instant
}

const changed = ({ byName, at, version }: Kept) => refuse({ code: 'changed-since-seen', byName, at, version } as const)

/** Who kept the line `t` last: asked for in the row, because a join would still have whoever it was before the lock was had. */
const keptBy = (sql: Context['sql']) =>
  sql`(select p.name from people p where p.service_id = t.service_id and p.id = t.kept_by)`

type Training = InputOf<typeof keepOwnTraining>
type TrainingAnswer = Outcome<Effect<{ trainingId: TrainingId; version: number }>, RegisterRefusal>

/**
 * Keeps training of somebody’s. One of anybody else’s is as good as not there.
 *
 * @param agreed whether it is agreed as relevant; `null` from its own person, who never decides that
 */
async function training(
  context: Context,
  personId: PersonId,
  { trainingId, seenVersion, struck, ...entry }: Training,
  agreed: boolean | null,
): Promise<TrainingAnswer> {
  const { sql, actor, now } = context
  const sensible = checkTrainingDay(entry.day, londonDayOf(now))
  if (!sensible.ok) return sensible
  const id = trainingId ?? (crypto.randomUUID() as TrainingId)
  const by = agreed === true ? actor.personId : null
  const [agreedAt, struckAt] = [by && now, struck ? now : null]
  const happened = {
    type: 'training-kept',
    personId,
    data: { id, day: entry.day, minutes: entry.minutes, agreed: agreed === true, struck },
  }
  if (trainingId === null) {
    await sql`
      insert into training_done (service_id, id, person_id, day, minutes, what, agreed_by, agreed_at, struck_at, kept_by, kept_at)
      values (${actor.serviceId}, ${id}, ${personId}, ${entry.day}, ${entry.minutes}, ${entry.what}, ${by}, ${agreedAt}, ${struckAt},
        ${actor.personId}, ${now})`
    return effect({ trainingId: id, version: 1 }, happened)
  }
  const [found] = await sql<(Kept & { agreed: boolean })[]>`
    select t.version, t.agreed_by is not null as agreed, ${keptBy(sql)} as "byName", t.kept_at as at
    from training_done t where t.service_id = ${actor.serviceId} and t.id = ${id} and t.person_id = ${personId} for no key update of t`
  if (!found) return refuse({ code: 'training-not-found' })
  if (found.version !== seenVersion) return changed(found)
  if (agreed === null && found.agreed) return refuse({ code: 'training-agreed' })
  await sql`
    update training_done set day = ${entry.day}, minutes = ${entry.minutes}, what = ${entry.what}, agreed_by = ${by},
      agreed_at = ${agreedAt}, struck_at = ${struckAt}, kept_by = ${actor.personId}, kept_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
  return effect({ trainingId: id, version: seenVersion + 1 }, happened)
}

export const trainingKept = handle(keepTraining, {
  needs: 'keep the register',
  constraints: { nobody_agrees_their_own_training: { code: 'own-training', field: 'agreed' } },
  async run({ personId, agreed, ...sent }, context) {
    if (!(await lockPerson(context, personId))) return refuse({ code: 'person-not-found' })
    if (agreed && personId === context.actor.personId) return refuse({ code: 'own-training', field: 'agreed' })
    return training(context, personId, sent, agreed)
  },
})

export const ownTrainingKept = handle(keepOwnTraining, {
  needs: 'manage own shifts',
  run: (sent, context) => training(context, context.actor.personId, sent, null),
})

type Conflict = InputOf<typeof keepOwnConflict>
type ConflictAnswer = Outcome<Effect<{ conflictId: ConflictId; version: number }>, RegisterRefusal>

/** Keeps a declaration of somebody’s. One of anybody else’s is as good as not there. What it says is not in the event: it is private. */
async function conflict(
  context: Context,
  personId: PersonId,
  { conflictId, seenVersion, about, placeId, over }: Conflict,
): Promise<ConflictAnswer> {
  const { sql, actor, now } = context
  if (placeId !== null) {
    const [place] = await sql`select 1 from places where service_id = ${actor.serviceId} and id = ${placeId}`
    if (!place) return refuse({ code: 'conflict-place-unknown', field: 'placeId' })
  }
  const id = conflictId ?? (crypto.randomUUID() as ConflictId)
  const overAt = over ? now : null
  const happened = { type: 'conflict-kept', personId, data: { id, over } }
  if (conflictId === null) {
    await sql`
      insert into declared_conflicts (service_id, id, person_id, about, place_id, declared_at, over_at, kept_by, kept_at)
      values (${actor.serviceId}, ${id}, ${personId}, ${about}, ${placeId}, ${now}, ${overAt}, ${actor.personId}, ${now})`
    return effect({ conflictId: id, version: 1 }, happened)
  }
  const [found] = await sql<Kept[]>`
    select t.version, ${keptBy(sql)} as "byName", t.kept_at as at
    from declared_conflicts t where t.service_id = ${actor.serviceId} and t.id = ${id} and t.person_id = ${personId} for no key update of t`
  if (!found) return refuse({ code: 'conflict-not-found' })
  if (found.version !== seenVersion) return changed(found)
  await sql`
    update declared_conflicts set about = ${about}, place_id = ${placeId}, over_at = ${overAt}, kept_by = ${actor.personId},
      kept_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
  return effect({ conflictId: id, version: seenVersion + 1 }, happened)
}

export const conflictKept = handle(keepConflict, {
  needs: 'keep the register',
  async run({ personId, ...sent }, context) {
    if (!(await lockPerson(context, personId))) return refuse({ code: 'person-not-found' })
    return conflict(context, personId, sent)
  },
})

export const ownConflictKept = handle(keepOwnConflict, {
  needs: 'manage own shifts',
  run: (sent, context) => conflict(context, context.actor.personId, sent),
})

type Asked = Pick<Context, 'sql' | 'actor'>

/** Training of everybody, or of one person; the newest first. */
export const trainingRows = ({ sql, actor }: Asked, personId: PersonId | null) => sql<
  (TrainingRow & { personId: PersonId })[]
>`
  select t.id, t.person_id as "personId", t.day, t.minutes, t.what, t.agreed_by is not null as agreed, p.name as "agreedByName",
    t.struck_at is not null as struck, t.version
  from training_done t left join people p on p.service_id = t.service_id and p.id = t.agreed_by
  where t.service_id = ${actor.serviceId} and (${personId}::uuid is null or t.person_id = ${personId})
  order by t.day desc, t.id`

/** What somebody has declared: what stands first, then what is over. */
export const conflictRows = ({ sql, actor }: Asked, personId: PersonId) => sql<ConflictRow[]>`
  select c.id, c.about, c.place_id as "placeId", l.name as "placeName", c.over_at is not null as over,
    c.declared_at as "declaredAt", c.version
  from declared_conflicts c left join places l on l.service_id = c.service_id and l.id = c.place_id
  where c.service_id = ${actor.serviceId} and c.person_id = ${personId}
  order by c.over_at nulls first, c.declared_at desc, c.id`
