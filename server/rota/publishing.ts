import type { InputOf } from '#shared/kernel/command.ts'
import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { inOrderOfDays, isChange, type RotaChange } from '#shared/rota/changes.ts'
import { publishRota } from '#shared/rota/planContract.ts'
import { awayKey, checkPublish, stillStops, type Finding } from '#shared/rota/publish.ts'
import { rotaWords, type RotaRefusal } from '#shared/rota/words.ts'
import { checkNoOpenWork, checkNoWork, type WorkOnShift } from '#shared/rota/planning.ts'
import { formatDayShort, type LondonDay } from '#shared/time/london.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { deleteDrafts, lockDraftsBetween, type DraftOfDays, type StoredDraft } from './draftStore.ts'
import { followChanges } from './offerStore.ts'
import { keepOverLeave } from './overLeaveKept.ts'
import { lockShifts, onePlanningAtATime, planWith } from './publishStore.ts'
import { whenOf } from './shifts.ts'
import {
  insertShift,
  lastChangeOf,
  lastChangers,
  lockPeople,
  markCancelled,
  updateShift,
  workOnAll,
  type StoredShift,
} from './store.ts'

/** Most days that are published at once: six weeks. */
export const MOST_DAYS = 42

export const publish = handle(publishRota, {
  needs: 'plan the rota',
  constraints: { one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' } },
  async run(sent, context) {
    await onePlanningAtATime(context)
    const drafts = await lockDraftsBetween(context, sent.firstDay, sent.lastDay)
    const seen = await asSeen(context, drafts, sent.seen)
    if (!seen.ok) return seen
    if (drafts.length === 0) return refuse({ code: 'nothing-to-publish' })
    const before = await lockAll(context, drafts)
    const findings = await findingsOf(context, sent.firstDay, sent.lastDay, drafts, before)
    const stops = stillStops(findings, sent.accepted)
    if (stops.length > 0) {
      return refuse({ code: 'publish-stopped', findings: stops.map(({ key, title, text }) => ({ key, title, text })) })
    }
    const changes = changesOf(drafts, before)
    await apply(context, drafts, before)
    await deleteDrafts(
      context,
      drafts.map(({ shiftId }) => shiftId),
    )
    const { told, happened: overtaken } = await followChanges(context, changes)
    const gone = sent.accepted.filter(({ key }) => findings.some((one) => one.key === key))
    await keepOverLeave(context, acceptedOver(changes, gone))
    const number = await record(context, sent, changes)
    return effect(
      { number, changes: changes.length, told },
      {
        type: 'rota-published',
        data: { number, firstDay: sent.firstDay, lastDay: sent.lastDay, changes: changes.length },
      },
      ...changes.map((change) => happened(change, number)),
      ...overtaken,
    )
  },
})

/** Shifts that are published over somebody’s leave, with the reason that was given for it. */
const acceptedOver = (changes: readonly RotaChange[], accepted: InputOf<typeof publishRota>['accepted']) =>
  changes.flatMap(({ shiftId, after }) => {
    const why = accepted.find(({ key }) => key === awayKey(shiftId))?.why
    return after !== null && why !== undefined ? [{ shiftId, personId: after.personId, why }] : []
  })

/** Whoever publishes has seen each drafted shift as it is now, and none is missing. */
async function asSeen(
  context: Context,
  drafts: readonly StoredDraft[],
  seen: InputOf<typeof publishRota>['seen'],
): Promise<Outcome<null, RotaRefusal>> {
  const versions = new Map(seen.map(({ shiftId, version }) => [shiftId, version]))
  const other = drafts.find(({ shiftId, version }) => versions.get(shiftId) !== version)
  const gone = seen.find(({ shiftId }) => !drafts.some((draft) => draft.shiftId === shiftId))
  const shiftId = other?.shiftId ?? gone?.shiftId
  if (shiftId === undefined) return done(null)
  const last = await lastChangeOf(context, 'shiftId', shiftId)
  return refuse({
    code: 'changed-since-seen',
    byName: last?.byName ?? null,
    at: last?.at ?? null,
    version: other?.version ?? 0,
  })
}

/** Locks everybody concerned and then their shifts, each in the order of their ids: as every other command that changes shifts does. */
async function lockAll(context: Context, drafts: readonly StoredDraft[]): Promise<ReadonlyMap<ShiftId, StoredShift>> {
  const ids = drafts.filter(({ basedOn }) => basedOn > 0).map(({ shiftId }) => shiftId)
  const { sql, actor } = context
  const holders = await sql<{ personId: PersonId }[]>`
    select distinct person_id as "personId" from shifts where service_id = ${actor.serviceId} and id = any (${ids}::uuid[])`
  await lockPeople(
    context,
    [...drafts, ...holders].map(({ personId }) => personId),
  )
  const shifts = await lockShifts(context, ids)
  return new Map(shifts.map((shift) => [shift.id, shift]))
}

/** What speaks against publishing days: what the rules say, and what happened on the rota since a shift was drafted. */
export async function findingsOf(
  context: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
  drafts: readonly DraftOfDays[],
  before: ReadonlyMap<ShiftId, StoredShift>,
): Promise<readonly Finding[]> {
  const plan = await planWith(context, firstDay, lastDay, drafts)
  const troubles = await troublesOf(context, drafts, before)
  const stale = drafts.flatMap((draft): readonly Finding[] => {
    const text = troubles.get(draft.shiftId)
    if (text === undefined) return []
    const about = { day: draft.day, shiftId: draft.shiftId, personId: draft.personId }
    const title = `${plan.people.get(draft.personId)?.name ?? 'A shift'}, ${formatDayShort(draft.day)}`
    return [{ ...about, key: `stale ${draft.shiftId}`, grade: 'must-fix', title, text }]
  })
  return [...stale, ...checkPublish({ ...plan, firstDay, lastDay })]
}

/** What became of drafted shifts on the rota since, or keeps them where they are: asked once for all of them. */
async function troublesOf(
  context: Context,
  drafts: readonly DraftOfDays[],
  before: ReadonlyMap<ShiftId, StoredShift>,
): Promise<ReadonlyMap<ShiftId, string>> {
  const based = drafts.filter(({ basedOn }) => basedOn > 0).map((draft) => ({ draft, live: before.get(draft.shiftId) }))
  const standing = based.flatMap(({ draft, live }) => (live && live.cancelledAt === null ? [{ draft, live }] : []))
  const changed = standing.filter(({ draft, live }) => live.version !== draft.basedOn)
  const [changers, work] = await Promise.all([
    lastChangers(
      context,
      changed.map(({ live }) => live.id),
    ),
    workOnAll(
      context,
      standing.map(({ live }) => live.id),
    ),
  ])
  return new Map(
    based.flatMap(({ draft, live }) => {
      const words = troubleOf(draft, live ?? null, changers.get(draft.shiftId), work.get(draft.shiftId) ?? [])
      return words === null ? [] : [[draft.shiftId, words] as const]
    }),
  )
}

function troubleOf(
  draft: StoredDraft,
  live: StoredShift | null,
  changedBy: string | undefined,
  work: readonly WorkOnShift[],
): string | null {
  if (!live || live.cancelledAt !== null)
    return 'It was taken off the rota since it was drafted. Take it out of the draft.'
  if (live.version !== draft.basedOn)
    return `${changedBy ?? 'Somebody'} changed it on the rota since it was drafted. Look at it again, and draft it anew.`
  const free = draft.takenOff || draft.personId !== live.personId ? checkNoWork(work) : checkNoOpenWork(work)
  return free.ok ? null : rotaWords(free.refusal)
}

/** What publishing changes of the rota. */
export const changesOf = (
  drafts: readonly StoredDraft[],
  before: ReadonlyMap<ShiftId, StoredShift>,
): readonly RotaChange[] =>
  inOrderOfDays(
    drafts
      .map((draft): RotaChange => {
        const live = before.get(draft.shiftId)
        return {
          shiftId: draft.shiftId,
          before: live ? planOf(live) : null,
          after: draft.takenOff ? null : planOf(draft),
        }
      })
      .filter(isChange),
  )

const planOf = ({ personId, day, startsAt, endsAt, role }: StoredShift | StoredDraft) => ({
  personId,
  day,
  startsAt,
  endsAt,
  role,
})

async function apply(
  context: Context,
  drafts: readonly StoredDraft[],
  before: ReadonlyMap<ShiftId, StoredShift>,
): Promise<void> {
  const { sql } = context
  await sql`set constraints hub.one_shift_at_a_time deferred`
  for (const draft of drafts) {
    const live = before.get(draft.shiftId)
    if (draft.takenOff) await markCancelled(context, draft.shiftId, draft.why)
    else if (live) await updateShift(context, draft.shiftId, draft)
    else await insertShift(context, draft.shiftId, draft, draft.turnStartsAt)
  }
  // Now, so that two shifts at once are refused here and not at the end.
  await sql`set constraints hub.one_shift_at_a_time immediate`
}

async function record(
  { sql, now, actor }: Context,
  { firstDay, lastDay, accepted }: InputOf<typeof publishRota>,
  changes: readonly RotaChange[],
): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    insert into rota_publications (number, first_day, last_day, changes, accepted, published_by, published_at)
    select coalesce(max(number), 0) + 1, ${firstDay}, ${lastDay}, ${JSON.stringify(changes)}::text::jsonb,
      ${JSON.stringify(accepted)}::text::jsonb, ${actor.personId}, ${now}
    from rota_publications where service_id = ${actor.serviceId}
    returning number`
  return row?.number ?? 0
}

function happened({ shiftId, before, after }: RotaChange, publication: number): Happened {
  const plan = after ?? before
  const type = after === null ? 'shift-cancelled' : before === null ? 'shift-added' : 'shift-changed'
  const data = {
    shiftId,
    publication,
    ...(plan && whenOf(plan)),
    ...(before && { before: whenOf(before), fromPersonId: before.personId }),
  }
  return { type, ...(plan && { personId: plan.personId }), data }
}
