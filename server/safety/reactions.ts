import { allocationId, personId as personIdOf } from '#shared/kernel/ids.ts'
import { HOME_MINUTES, newestSign, VISIT_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes, earliest, instantInput, latest, type Instant } from '#shared/time/instant.ts'
import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { beginWatch, endWatch, holdWatchOver, saveSign, type Watch } from './store.ts'

/** What an event of an allocation says: which one, and when the step was taken. */
function saidIn({ data }: Happened) {
  const id = allocationId.safeParse(data?.['allocationId'])
  const at = instantInput.safeParse(data?.['occurredAt'])
  return { allocationId: id.success ? id.data : null, at: at.success ? at.data : null }
}

const begun = (happened: Happened, backBy: Instant): readonly Happened[] => [
  { type: 'watch-begun', ...(happened.personId && { personId: happened.personId }), data: { backBy } },
]

/** Setting off begins the watch by itself, so that nobody has to think of it; each later step is a sign of life. */
async function step(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId } = happened
  if (personId === undefined) return []
  const said = saidIn(happened)
  const at = earliest(said.at ?? context.now, context.now)
  const backBy = addMinutes(at, VISIT_MINUTES)
  const watch = await holdWatchOver(context, personId)
  if (watch) {
    await sign(context, watch, said.allocationId, at, backBy)
    return []
  }
  if (happened.type !== 'amhp-set-off') return []
  await beginWatch(context, { personId, allocationId: said.allocationId, at, backBy, ownTime: false })
  return begun(happened, backBy)
}

/** A time that they chose themselves stays; while it has not been reached, and is not earlier than the usual. */
async function sign(
  context: Context,
  watch: Watch,
  id: Watch['allocationId'],
  at: Instant,
  usual: Instant,
): Promise<void> {
  if (!newestSign(watch.seenAt, at)) return
  const keeps = watch.ownTime && watch.backBy > context.now
  await saveSign(context, watch, {
    allocationId: id,
    at,
    backBy: keeps ? watch.backBy : latest(watch.backBy, usual),
    ownTime: keeps,
  })
}

/** Finished within the shift, an AMHP is among colleagues' eyes again; after it they are on the way home, and say when they are there. */
async function finished(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId } = happened
  const watch = personId === undefined ? undefined : await holdWatchOver(context, personId)
  if (!watch || personId === undefined) return []
  const { sql, service, now } = context
  const [shift] = await sql<{ on: boolean }[]>`
    select exists (select from shifts where service_id = ${service} and person_id = ${personId} and cancelled_at is null
      and starts_at <= ${now} and ends_at > ${now}) as on`
  if (shift?.on && watch.helpAt === null) return ended(context, watch, now)
  const said = saidIn(happened)
  const at = earliest(said.at ?? now, now)
  await saveSign(context, watch, {
    allocationId: said.allocationId,
    at,
    backBy: addMinutes(now, HOME_MINUTES),
    ownTime: false,
  })
  return []
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
  await saveSign(context, watch, { allocationId: null, at: watch.seenAt, backBy, ownTime: false })
  return [{ type: 'watch-begun', personId: watch.personId, data: { backBy } }]
}

/** Setting off was a slip, taken back at once: they never left. Whoever called for help meanwhile is still looked for. */
async function notLeft(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId, data } = happened
  if (personId === undefined || data?.['step'] !== 'travelling') return []
  const watch = await holdWatchOver(context, personId)
  return watch && watch.helpAt === null && watch.allocationId === saidIn(happened).allocationId
    ? ended(context, watch, context.now)
    : []
}

async function home(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const { personId } = happened
  const watch = personId === undefined ? undefined : await holdWatchOver(context, personId)
  // Who called for help is not safe because a phone says so: somebody speaks to them first.
  if (!watch || watch.helpAt !== null) return []
  return ended(context, watch, context.now)
}

async function ended(context: Context, watch: Watch, at: Instant): Promise<readonly Happened[]> {
  await endWatch(context, watch.id, at)
  return [{ type: 'watch-ended', personId: watch.personId, data: { watchId: watch.id } }]
}

export const safetyReactions: readonly Reaction[] = [
  ...(['amhp-set-off', 'amhp-arrived', 'wait-started', 'wait-ended', 'outcome-recorded'] as const).map((type) =>
    react(type, step),
  ),
  react('assessment-finished', finished),
  react('amhp-home-safe', home),
  react('amhp-step-undone', notLeft),
  react('shift-taken-over', sentHome),
]
