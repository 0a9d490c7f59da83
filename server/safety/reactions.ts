import { allocationId, personId as personIdOf, shiftId } from '#shared/kernel/ids.ts'
import type { AllocationId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { afterFinish, workEndsAt } from '#shared/rota/rest.ts'
import { HOME_MINUTES, newestSign, VISIT_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes, earliest, instantInput, latest, type Instant } from '#shared/time/instant.ts'
import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { lookForTrainees } from './beside.ts'
import {
  beginWatch,
  endedSince,
  endWatch,
  holdWatchOver,
  outOn,
  saveLookedForBy,
  saveOutOn,
  saveSign,
  takeBackToDesk,
  type Watch,
} from './store.ts'

/** Where an event says when it happened. A wait carries its own two times: the later of them was tapped last. */
const TIMES = ['occurredAt', 'endedAt', 'startedAt'] as const

/** What an event of an allocation says of whoever tapped. */
interface Said {
  readonly id: AllocationId | null
  /** When the step was taken, as they say; never later than now. */
  readonly at: Instant
  /** When they tapped for it: the sign of life. A time that was typed may lie long before; a phone of the last release says no other. */
  readonly heardAt: Instant
}

function saidIn({ data }: Happened, { now, tappedAt }: Pick<Context, 'now' | 'tappedAt'>): Said {
  const id = allocationId.safeParse(data?.['allocationId'])
  const [said = now] = TIMES.flatMap((name) => instantInput.safeParse(data?.[name]).data ?? [])
  const at = earliest(said, now)
  return { id: id.success ? id.data : null, at, heardAt: tappedAt === null ? at : latest(at, tappedAt) }
}

const begun = (personId: PersonId, backBy: Instant): readonly Happened[] => [
  { type: 'watch-begun', personId, data: { backBy } },
]

/**
 * Setting off begins the watch by itself, so that nobody has to think of it; each later step is a sign of life. A step on work that was
 * set off for begins it too where none stands: they are out, and somebody has to look for them.
 */
async function step(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId, type } = happened
  if (personId === undefined) return []
  const said = saidIn(happened, context)
  const watch = await holdWatchOver(context, personId)
  if (watch) {
    await sign(context, watch, said.id, said.heardAt)
    return []
  }
  if (type !== 'amhp-set-off') {
    // A tap that came late, from before somebody was known to be back, begins nothing.
    const [work, isBack] = [await outOn(context, personId), await endedSince(context, personId, said.heardAt)]
    if (work === null || isBack) return []
  }
  const backBy = addMinutes(said.at, VISIT_MINUTES)
  const { id, at, heardAt } = said
  await beginWatch(context, { personId, allocationId: id, at, heardAt, backBy, ownTime: false })
  return begun(personId, backBy)
}

/** A time that they chose themselves stays, while it had not been reached when they tapped, and is not earlier than the usual. */
async function sign(context: Context, watch: Watch, id: AllocationId | null, at: Instant): Promise<void> {
  if (!newestSign(watch.seenAt, at)) return
  const keeps = watch.ownTime && watch.backBy > at
  const backBy = keeps ? watch.backBy : latest(watch.backBy, addMinutes(at, VISIT_MINUTES))
  await saveSign(context, watch, { allocationId: id, at, backBy, ownTime: keeps })
}

/**
 * Finished well within the shift, an AMHP is among colleagues' eyes again; near its end or after it they are on the way home, and say when
 * they are there. It counts from when it was tapped: one that comes late neither takes a ladder down nor gives another hour.
 */
async function finished(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId } = happened
  const watch = personId === undefined ? undefined : await holdWatchOver(context, personId)
  if (!watch || personId === undefined) return []
  const { id, at, heardAt } = saidIn(happened, context)
  const work = await outOn(context, personId)
  if (work !== null) {
    await sign(context, watch, work.allocationId, heardAt)
    return []
  }
  const isNewest = newestSign(watch.seenAt, heardAt)
  const mayEnd = watch.helpAt === null && (isNewest || watch.rung === 'in-time')
  // What came first last is judged by when they were last at work, as far as the hub has heard.
  const lastAt = latest(at, watch.seenAt)
  const after = afterFinish(lastAt, await endOfWork(context, personId, happened, lastAt))
  if (mayEnd && after.next === 'on-duty') return ended(context, watch, context.now)
  const backBy = addMinutes(heardAt, HOME_MINUTES)
  if (isNewest) await saveSign(context, watch, { allocationId: id, at: heardAt, backBy, ownTime: false })
  return after.next === 'on-duty' ? [] : lookForTrainees(context, watch, { allocationId: id, at, backBy })
}

/** When the shift ends by which a finish is judged. */
async function endOfWork(
  { sql, service }: Context,
  personId: PersonId,
  { data }: Happened,
  at: Instant,
): Promise<Instant | null> {
  const said = shiftId.safeParse(data?.['shiftId'])
  const doneOn: ShiftId | null = said.success ? said.data : null
  const [row] = await sql<{ doneOn: Instant | null; onAtFinish: Instant | null }[]>`
    select max(ends_at) filter (where id = ${doneOn}) as "doneOn",
      max(ends_at) filter (where cancelled_at is null and starts_at <= ${at} and ends_at > ${at}) as "onAtFinish"
    from shifts where service_id = ${service} and person_id = ${personId}`
  return workEndsAt(row?.doneOn ?? null, row?.onAtFinish ?? null)
}

/**
 * Somebody’s shift and work were taken from them in the middle: they are still out, and now on their way home. Who moved the shift heard
 * of them or did not, so this is no sign of life: it only says by when they are looked for, and never quietens what climbs already.
 */
async function sentHome({ data }: Happened, context: Context): Promise<readonly Happened[]> {
  const from = personIdOf.safeParse(data?.['fromPersonId'])
  const watch = from.success ? await holdWatchOver(context, from.data) : undefined
  if (!watch || watch.helpAt !== null || watch.rung !== 'in-time') return []
  const backBy = addMinutes(context.now, HOME_MINUTES)
  await saveLookedForBy(context, watch, backBy)
  const trainees = await lookForTrainees(context, watch, { allocationId: watch.allocationId, at: context.now, backBy })
  return [...begun(watch.personId, backBy), ...trainees]
}

/**
 * Setting off was a slip, taken back at once: they never left. Whoever called for help meanwhile is still looked for, and so is whoever is
 * out on other work.
 */
async function notLeft(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId, data } = happened
  if (personId === undefined || data?.['step'] !== 'travelling') return []
  const watch = await holdWatchOver(context, personId)
  return watch && watch.helpAt === null && watch.allocationId === saidIn(happened, context).id
    ? endedUnlessOut(context, watch)
    : []
}

async function home(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId } = happened
  const watch = personId === undefined ? undefined : await holdWatchOver(context, personId)
  // Who called for help is not safe because a phone says so: somebody speaks to them first. Nor is home, said late, where they are by now.
  if (!watch || watch.helpAt !== null || !newestSign(watch.seenAt, saidIn(happened, context).heardAt)) return []
  return endedUnlessOut(context, watch)
}

/** Whoever has set off for other work is out all the same: the watch stays over them, on that work. */
async function endedUnlessOut(context: Context, watch: Watch): Promise<readonly Happened[]> {
  const work = await outOn(context, watch.personId)
  if (work === null) return ended(context, watch, context.now)
  await saveOutOn(context, watch.id, work.allocationId)
  return []
}

async function ended(context: Context, watch: Watch, at: Instant): Promise<readonly Happened[]> {
  await endWatch(context, watch.id, at)
  return [{ type: 'watch-ended', personId: watch.personId, data: { watchId: watch.id } }]
}

/** The desk takes the night over in the morning: whoever is still out and was handed over is the desk's to look for again. */
async function morning({ data }: Happened, context: Context): Promise<readonly Happened[]> {
  const tookNothing = data?.['taken'] === 0 && data['left'] !== 0
  if (data?.['kind'] !== 'morning' || tookNothing) return []
  const back = await takeBackToDesk(context, null)
  return back.map(({ id, personId }) => ({ type: 'watch-back-at-desk', personId, data: { watchId: id } }))
}

export const safetyReactions: readonly Reaction[] = [
  ...(['amhp-set-off', 'amhp-arrived', 'wait-started', 'wait-ended', 'outcome-recorded'] as const).map((type) =>
    react(type, step),
  ),
  react('assessment-finished', finished),
  react('amhp-home-safe', home),
  react('amhp-step-undone', notLeft),
  react('shift-taken-over', sentHome),
  react('handover-answered', morning),
]
