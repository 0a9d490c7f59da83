import type { PersonId } from '#shared/kernel/ids.ts'
import type { Approval, OnRegister } from '#shared/register/approval.ts'
import { approvalOn } from '#shared/register/renewal.ts'
import { trainingYears } from '#shared/register/training.ts'
import { besideApproval, myStanding, trainingNow, type BesideApproval } from '#shared/register/trainingContract.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { approvalColumns } from './store.ts'
import { conflictRows, trainingRows } from './training.ts'

interface Approved extends Approval {
  readonly personId: PersonId
}

/** Who is on the register, each with what runs without a break: a renewal that follows at once goes on with the years of training. */
async function approvals({ sql, actor, now }: Context, personId: PersonId | null): Promise<readonly Approved[]> {
  const rows = await sql<(OnRegister & { personId: PersonId })[]>`
    select m.person_id as "personId", ${approvalColumns(sql)}
    from amhps m join people p on p.service_id = m.service_id and p.id = m.person_id and p.left_at is null
    where m.service_id = ${actor.serviceId} and (${personId}::uuid is null or m.person_id = ${personId})
    order by m.person_id`
  const today = londonDayOf(now)
  return rows.map((row) => ({ personId: row.personId, ...approvalOn(row, today).unbroken }))
}

async function besideOf(context: Context, personId: PersonId): Promise<BesideApproval> {
  const { sql, actor, now } = context
  const [[approved], training, conflicts, places] = await Promise.all([
    approvals(context, personId),
    trainingRows(context, personId),
    conflictRows(context, personId),
    sql<BesideApproval['places'][number][]>`
      select l.id, l.name from places l where l.service_id = ${actor.serviceId} and (l.ended_at is null or exists (
        select from declared_conflicts c where c.service_id = l.service_id and c.place_id = l.id and c.person_id = ${personId}))
      order by l.name`,
  ])
  return {
    personId,
    years: approved ? trainingYears(approved, training, londonDayOf(now)) : [],
    training: training.map(({ personId: _whose, ...row }) => row),
    conflicts,
    places,
  }
}

/** Staff only: nobody referred appears here. */
export const showBeside = answer(besideApproval, {
  needs: 'keep the register',
  reveals: 'nobody',
  async run({ personId }, context) {
    const { sql, actor } = context
    const [found] = await sql`
      select 1 from people where service_id = ${actor.serviceId} and id = ${personId} and left_at is null`
    return found ? besideOf(context, personId) : null
  },
})

export const showOwnStanding = answer(myStanding, {
  needs: 'manage own shifts',
  reveals: 'nobody',
  run: (_asked, context) => besideOf(context, context.actor.personId),
})

export const showTraining = answer(trainingNow, {
  needs: 'keep the register',
  reveals: 'nobody',
  async run(_asked, context) {
    const today = londonDayOf(context.now)
    const [approved, training] = await Promise.all([approvals(context, null), trainingRows(context, null)])
    const rows = approved.flatMap(({ personId, ...approval }) => {
      const theirs = training.filter((one) => one.personId === personId)
      // A year that ended short stays in sight for another: a condition of the approval was not kept. Of years before the service put
      // training down here nothing can be said.
      const [running, last] = approval.lastDay < today ? [] : trainingYears(approval, theirs, today)
      const kept = training.some(({ day }) => last !== undefined && last.firstDay <= day && day <= last.lastDay)
      const year = kept && last?.state === 'short' ? last : running
      return year ? [{ personId, year }] : []
    })
    return { rows }
  },
})
