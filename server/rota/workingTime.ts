import type { OptOutId, OtherJobId, PersonId } from '#shared/kernel/ids.ts'
import type { InputOf } from '#shared/kernel/command.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { lastDayOfOptOut } from '#shared/rota/workingTime.ts'
import { endOptOut, keepOtherJob, keepOtherJobOf, recordOptOut } from '#shared/rota/workingTimeContract.ts'
import { effect, handle, type Context, type Effect } from '#server/kernel/handle.ts'
import { changedMeanwhile } from './ruleStore.ts'
import { lockPeople } from './store.ts'
import { lockOptOut } from './workingTimeStore.ts'

export const optOutRecorded = handle(recordOptOut, {
  needs: 'plan the rota',
  constraints: {
    one_opt_out_at_a_time: { code: 'opt-out-taken', field: 'firstDay' },
    opt_out_is_signed_first: { code: 'days-the-wrong-way-round', field: 'lastDay' },
  },
  async run({ personId, signedOn, firstDay }, context) {
    const { sql, actor, now } = context
    if (personId === actor.personId) return refuse({ code: 'own-working-time' })
    const [person] = await lockPeople(context, [personId])
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const optOutId = crypto.randomUUID() as OptOutId
    await sql`
      insert into opt_outs (service_id, id, person_id, signed_on, first_day, recorded_by, recorded_at)
      values (${actor.serviceId}, ${optOutId}, ${personId}, ${signedOn}, ${firstDay}, ${actor.personId}, ${now})`
    return effect({ optOutId }, { type: 'opt-out-recorded', personId, data: { id: optOutId, firstDay } })
  },
})

export const optOutEnded = handle(endOptOut, {
  needs: 'plan the rota',
  constraints: { opt_out_ends_after_it_begins: { code: 'days-the-wrong-way-round', field: 'lastDay' } },
  async run({ optOutId, seenVersion, noticeOn, noticeDays }, context) {
    const { sql, actor, now } = context
    const found = await lockOptOut(context, optOutId)
    if (!found) return refuse({ code: 'opt-out-not-found' })
    if (found.personId === actor.personId) return refuse({ code: 'own-working-time' })
    if (found.lastDay !== null) return refuse({ code: 'opt-out-ended' })
    if (found.version !== seenVersion) {
      return changedMeanwhile(context, 'opt-out-recorded', optOutId, found.version)
    }
    const lastDay = lastDayOfOptOut(noticeOn, noticeDays)
    await sql`
      update opt_outs set last_day = ${lastDay}, ended_by = ${actor.personId}, ended_at = ${now}, version = version + 1
      where service_id = ${actor.serviceId} and id = ${optOutId}`
    return effect(
      { lastDay },
      { type: 'opt-out-ended', personId: found.personId, data: { id: optOutId, noticeOn, lastDay } },
    )
  },
})

const backwards = {
  other_job_ends_after_it_begins: { code: 'days-the-wrong-way-round', field: 'lastDay' },
} as const

type Job = InputOf<typeof keepOtherJob>
type Kept = { jobId: OtherJobId; version: number }

/** Keeps a job of somebody’s. One of anybody else’s is as good as not there. */
async function keepJob(
  context: Context,
  personId: PersonId,
  { jobId, seenVersion, ...job }: Job,
): Promise<Outcome<Effect<Kept>, RotaRefusal>> {
  const { sql, actor, now } = context
  const days = [...new Set(job.days)]
  const id = jobId ?? (crypto.randomUUID() as OtherJobId)
  const kept = { type: 'other-job-kept', personId, data: { id, firstDay: job.firstDay, lastDay: job.lastDay } }
  if (jobId === null) {
    await sql`
      insert into other_jobs (service_id, id, person_id, employer, days, starts_at, ends_at, break_minutes, first_day, last_day, kept_by, kept_at)
      values (${actor.serviceId}, ${id}, ${personId}, ${job.employer}, ${days}, ${job.startsAt}, ${job.endsAt}, ${job.breakMinutes},
        ${job.firstDay}, ${job.lastDay}, ${actor.personId}, ${now})`
    return effect({ jobId: id, version: 1 }, kept)
  }
  const [found] = await sql<{ version: number }[]>`
    select version from other_jobs where service_id = ${actor.serviceId} and id = ${id} and person_id = ${personId} for no key update`
  if (!found) return refuse({ code: 'other-job-not-found' })
  if (found.version !== seenVersion) return changedMeanwhile(context, 'other-job-kept', id, found.version)
  await sql`
    update other_jobs set employer = ${job.employer}, days = ${days}, starts_at = ${job.startsAt}, ends_at = ${job.endsAt},
      break_minutes = ${job.breakMinutes}, first_day = ${job.firstDay}, last_day = ${job.lastDay}, kept_by = ${actor.personId},
      kept_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
  return effect({ jobId: id, version: seenVersion + 1 }, kept)
}

export const otherJobKept = handle(keepOtherJob, {
  needs: 'manage own shifts',
  constraints: backwards,
  run: (sent, context) => keepJob(context, context.actor.personId, sent),
})

export const otherJobOfKept = handle(keepOtherJobOf, {
  needs: 'plan the rota',
  constraints: backwards,
  async run({ personId, ...job }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-working-time' })
    const [person] = await lockPeople(context, [personId])
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    return keepJob(context, personId, job)
  },
})
