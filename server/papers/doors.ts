import { and, eq } from 'drizzle-orm'
import type { ExaminationId, PaperId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { papersOf, recordExamination, recordPaper, recordRelative, sayRestsOn } from '#shared/papers/contract.ts'
import { decideRestsOn, saidMeanwhile } from '#shared/papers/restsOn.ts'
import { examinations, papers, statutoryRelatives } from '#db/schema/papers.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor, type Reaction } from '#server/kernel/handle.ts'
import { gapsAtFinish, gapsFollowExaminations, gapsFollowTheBed, hospital, incomplete, recorded } from './detention.ts'
import {
  applicantsOwnLimit,
  limitsEndWithTheWork,
  limitsFollowExaminations,
  limitsFollowWhatItRestsOn,
} from './limitsFollow.ts'
import { holdExaminations, holdInSight, holdLine, isInSight, papersOfReferral, type Standing } from './store.ts'

/** The same line seen by two people: whoever is second is told who was first, and keeps what they typed. */
const changed = ({ version, byName, at }: Standing) =>
  refuse({ code: 'changed-since-seen' as const, byName, at, version })

const examination = handle(recordExamination, {
  needs: 'keep papers',
  async run({ examinationId, referralId, seenVersion, ...said }, context) {
    const { db, actor, now } = context
    if (!(await holdInSight(context, referralId))) return refuse({ code: 'referral-not-found' })
    if (said.examinedAt !== null && said.examinedAt > now)
      return refuse({ code: 'in-future', field: 'examinedAt', now })
    if (said.askedAt !== null && said.examinedAt !== null && said.examinedAt < said.askedAt)
      return refuse({ code: 'examination-before-asking', field: 'examinedAt', askedAt: said.askedAt })
    const id = examinationId ?? (crypto.randomUUID() as ExaminationId)
    const set = { ...said, setBy: actor.personId, setAt: now, version: seenVersion + 1 }
    if (examinationId === null) {
      await db.insert(examinations).values({ ...set, serviceId: actor.serviceId, id, referralId, version: 1 })
    } else {
      const held = await holdLine(context, 'examinations', id, referralId)
      if (!held) return refuse({ code: 'entry-not-found' })
      if (held.version !== seenVersion) return changed(held)
      await db
        .update(examinations)
        .set(set)
        .where(and(eq(examinations.serviceId, actor.serviceId), eq(examinations.id, id)))
    }
    const { recommendation, struckOut } = said
    const data = { examinationId: id, recommendation, struckOut, examined: said.examinedAt !== null }
    return effect(
      { examinationId: id, version: examinationId === null ? 1 : seenVersion + 1 },
      { type: 'examination-recorded', referralId, data },
    )
  },
})

const sayWhatItRestsOn = handle(sayRestsOn, {
  needs: 'keep papers',
  async run({ referralId, seen, restsOn }, context) {
    const { sql, actor, now } = context
    if (!(await holdInSight(context, referralId))) return refuse({ code: 'referral-not-found' })
    const rows = await holdExaminations(context, referralId)
    const other = saidMeanwhile(rows, seen)
    if (other) return changed(other)
    const decided = decideRestsOn(rows, restsOn)
    if (!decided.ok) return decided
    for (const row of rows.filter(({ id, restsOn: was }) => was !== restsOn.includes(id)))
      await sql`
        update examinations set rests_on = ${!row.restsOn}, set_by = ${actor.personId}, set_at = ${now}, version = version + 1
        where service_id = ${actor.serviceId} and id = ${row.id}`
    return effect(null, { type: 'application-rests-on', referralId, data: { examinationIds: restsOn } })
  },
})

const paper = handle(recordPaper, {
  needs: 'keep papers',
  async run({ paperId, referralId, seenVersion, ...said }, context) {
    const { db, actor, now } = context
    if (!(await isInSight(context, referralId))) return refuse({ code: 'referral-not-found' })
    if (said.receivedAt !== null && said.receivedAt > now)
      return refuse({ code: 'in-future', field: 'receivedAt', now })
    const id = paperId ?? (crypto.randomUUID() as PaperId)
    const set = { ...said, setBy: actor.personId, setAt: now, version: seenVersion + 1 }
    if (paperId === null) {
      await db.insert(papers).values({ ...set, serviceId: actor.serviceId, id, referralId, version: 1 })
    } else {
      const held = await holdLine(context, 'papers', id, referralId)
      if (!held) return refuse({ code: 'entry-not-found' })
      if (held.version !== seenVersion) return changed(held)
      await db
        .update(papers)
        .set(set)
        .where(and(eq(papers.serviceId, actor.serviceId), eq(papers.id, id)))
    }
    return effect(
      { paperId: id, version: paperId === null ? 1 : seenVersion + 1 },
      { type: 'paper-recorded', referralId, data: { paperId: id, form: said.form, struckOut: said.struckOut } },
    )
  },
})

const relative = handle(recordRelative, {
  needs: 'keep papers',
  async run({ referralId, seenVersion, kind, ...said }, context) {
    const { sql, db, actor, now } = context
    if (!(await isInSight(context, referralId))) return refuse({ code: 'referral-not-found' })
    if (said.informedAt !== null && said.informedAt > now)
      return refuse({ code: 'in-future', field: 'informedAt', now })
    if (said.consultedAt !== null && said.consultedAt > now)
      return refuse({ code: 'in-future', field: 'consultedAt', now })
    const set = { ...said, setBy: actor.personId, setAt: now, version: seenVersion + 1 }
    const [held] = await sql<Standing[]>`
      select r.version, r.set_at as at, (select p.name from people p where p.service_id = r.service_id and p.id = r.set_by) as "byName"
      from statutory_relatives r
      where r.service_id = ${actor.serviceId} and r.referral_id = ${referralId} and r.kind = ${kind} for no key update`
    if ((held?.version ?? 0) !== seenVersion) return held ? changed(held) : refuse({ code: 'entry-not-found' })
    const written = held
      ? await db
          .update(statutoryRelatives)
          .set(set)
          .where(
            and(
              eq(statutoryRelatives.serviceId, actor.serviceId),
              eq(statutoryRelatives.referralId, referralId),
              eq(statutoryRelatives.kind, kind),
            ),
          )
          .returning({ version: statutoryRelatives.version })
      : await db
          .insert(statutoryRelatives)
          .values({ ...set, serviceId: actor.serviceId, referralId, kind })
          .onConflictDoNothing()
          .returning({ version: statutoryRelatives.version })
    if (written.length === 0) return refuse({ code: 'changed-since-seen', byName: 'A colleague', at: now, version: 1 })
    const data = { kind, objects: said.objects, displacement: said.displacement }
    return effect({ version: seenVersion + 1 }, { type: 'relative-recorded', referralId, data })
  },
})

const ofReferral = answer(papersOf, {
  needs: 'read a record',
  reveals: (given) => (given === null ? [] : [given.referralId]),
  shows: { as: 'whole', fields: ['contact', 'legal', 'work'] },
  run: ({ referralId }, context) => papersOfReferral(context, referralId),
})

export const paperCommands: readonly CommandDoor[] = [examination, sayWhatItRestsOn, paper, relative, hospital]
export const paperReactions: readonly Reaction[] = [
  limitsFollowExaminations,
  limitsFollowWhatItRestsOn,
  limitsEndWithTheWork,
  applicantsOwnLimit,
  gapsAtFinish,
  gapsFollowExaminations,
  gapsFollowTheBed,
]
export const paperQueries: readonly QueryDoor[] = [ofReferral, recorded, incomplete]
