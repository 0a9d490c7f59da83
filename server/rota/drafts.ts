import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { copyWeek, dropFromDraft, putInDraft, takeOffInDraft } from '#shared/rota/planContract.ts'
import { checkPlanDay, checkShift, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { clockChangeWords, pastDayWords } from '#shared/rota/shiftWarnings.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, clockTimeOf, daysBetween, londonDayOf, mondayOf, type LondonDay } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { deleteDrafts, draftsBetween, lockDraft, saveDraft, type StoredDraft } from './draftStore.ts'
import { onePlanningAtATime, personIsHere } from './publishStore.ts'
import { goneOf, shiftsBetween, type ShownShift } from './reading.ts'
import { handed } from './shifts.ts'
import { lastChangeOf, shiftOf, templateOf, type StoredShift } from './store.ts'

/** What the draft and the rota have of a shift, as whoever changes it has seen it. */
interface Seen {
  readonly draft: StoredDraft | null
  readonly live: StoredShift | null
}

/** @param onRota the version on the rota that was seen: whoever drafts it again has seen what became of it since */
async function seenAs(
  context: Context,
  shiftId: ShiftId,
  seenVersion: number,
  onRota: number | undefined,
): Promise<Outcome<Seen, RotaRefusal>> {
  const [draft, live] = await Promise.all([lockDraft(context, shiftId), shiftOf(context, shiftId)])
  if (!draft && !live) return refuse({ code: 'shift-not-found' })
  if (live?.cancelledAt) return refuse({ code: 'shift-cancelled', at: live.cancelledAt })
  const isSeen = onRota === undefined || (live?.version ?? 0) === onRota
  if ((draft?.version ?? 0) === seenVersion && isSeen) return done({ draft, live })
  const last = await lastChangeOf(context, 'shiftId', shiftId)
  return refuse({
    code: 'changed-since-seen',
    byName: last?.byName ?? null,
    at: last?.at ?? null,
    version: draft?.version ?? 0,
  })
}

/** The version on the rota that a change goes by; one that does not say what it has seen keeps what the draft went by. */
const basedOn = ({ draft, live }: Seen, seenOnRota: number | undefined): number =>
  seenOnRota === undefined ? (draft?.basedOn ?? live?.version ?? 0) : (live?.version ?? 0)

/** What a hand makes of a shift that is there, and of a new one. */
export function byHand({ live, draft }: Seen, to: PersonId): ReturnType<typeof handed> {
  // One that only the draft has, and that no pattern gave anybody, was nobody's before it stands on the rota.
  const turn = draft && (draft.layer === 'pattern' || draft.plannedFor !== null) ? draft : null
  const before = live ?? turn
  return before ? handed(before, to) : { layer: 'exception', plannedFor: null }
}

export const draftShift = handle(putInDraft, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion, seenOnRota, personId, day, times }, context) {
    const seen =
      shiftId === null
        ? done<Seen>({ draft: null, live: null })
        : await seenAs(context, shiftId, seenVersion, seenOnRota)
    if (!seen.ok) return seen
    const { draft, live } = seen.value
    const inReach = checkPlanDay(day, londonDayOf(context.now))
    if (!inReach.ok) return inReach
    const [known, template] = await Promise.all([
      personIsHere(context, personId),
      'templateId' in times ? templateOf(context, times.templateId) : null,
    ])
    if (!known) return refuse({ code: 'person-unknown', field: 'personId' })
    const usable = template && (!template.retired || template.id === (draft ?? live)?.templateId) ? template : null
    const given = 'templateId' in times ? usable : times
    if (!given) return refuse({ code: 'template-unknown', field: 'times' })
    const during = shiftSpan(given, day)
    const checked = checkShift(during)
    if (!checked.ok) return checked
    // A fresh id is branded where it is made.
    const id = shiftId ?? (crypto.randomUUID() as ShiftId)
    const version = await saveDraft(context, {
      shiftId: id,
      personId,
      templateId: usable?.id ?? null,
      day,
      startsAt: during.start,
      endsAt: during.end,
      role: given.role,
      ...byHand(seen.value, personId),
      takenOff: false,
      why: '',
      basedOn: basedOn(seen.value, seenOnRota),
      importId: null,
      madeHow: 'hand',
    })
    return effect(
      {
        shiftId: id,
        version,
        warnings: [...pastDayWords(day, londonDayOf(context.now)), ...clockChangeWords(given, day)],
      },
      { type: 'shift-drafted', personId, data: { shiftId: id, day, startsAt: during.start, endsAt: during.end } },
    )
  },
})

export const draftTakenOff = handle(takeOffInDraft, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion, seenOnRota, why }, context) {
    const seen = await seenAs(context, shiftId, seenVersion, seenOnRota)
    if (!seen.ok) return seen
    const { live } = seen.value
    // A shift that only the draft has is simply no longer in it.
    if (!live) {
      await deleteDrafts(context, [shiftId])
      return effect({ version: 0 }, { type: 'draft-dropped', data: { shiftId } })
    }
    const version = await saveDraft(context, {
      ...live,
      shiftId,
      // By hand, whatever put it there: building from patterns does not bring it back.
      layer: 'exception',
      takenOff: true,
      why,
      basedOn: basedOn(seen.value, seenOnRota),
      importId: null,
      madeHow: 'hand',
    })
    return effect({ version }, { type: 'shift-drafted', personId: live.personId, data: { shiftId, day: live.day } })
  },
})

export const draftDropped = handle(dropFromDraft, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion }, context) {
    const draft = await lockDraft(context, shiftId)
    if (!draft) return refuse({ code: 'draft-not-found' })
    if (draft.version !== seenVersion) {
      const last = await lastChangeOf(context, 'shiftId', shiftId)
      return refuse({
        code: 'changed-since-seen',
        byName: last?.byName ?? null,
        at: last?.at ?? null,
        version: draft.version,
      })
    }
    await deleteDrafts(context, [shiftId])
    return effect({ dropped: true }, { type: 'draft-dropped', data: { shiftId } })
  },
})

type Planned = Pick<ShownShift, 'id' | 'personId' | 'day' | 'startsAt' | 'endsAt' | 'role' | 'templateId'>

/** A week as it is planned: the rota with the draft laid over it. */
async function plannedWeek(context: Context, monday: LondonDay): Promise<readonly Planned[]> {
  const sunday = addDays(monday, 6)
  const [live, drafts] = await Promise.all([
    shiftsBetween(context, monday, sunday, null),
    draftsBetween(context, monday, sunday),
  ])
  const drafted = new Set(drafts.map(({ shiftId }) => shiftId))
  return [
    ...live.filter(({ id }) => !drafted.has(id)),
    ...drafts
      .filter(({ takenOff, day }) => !takenOff && monday <= day && day <= sunday)
      .map((draft) => ({ ...draft, id: draft.shiftId })),
  ]
}

/**
 * Every shift of a week as it is planned, on the same weekdays of another: into the draft, where nobody has a shift on that day yet, and
 * without those who have left.
 */
export const weekCopied = handle(copyWeek, {
  needs: 'plan the rota',
  async run({ fromMonday, toMonday }, context) {
    const [from, to] = [mondayOf(fromMonday), mondayOf(toMonday)]
    await onePlanningAtATime(context)
    const [source, there] = await Promise.all([plannedWeek(context, from), plannedWeek(context, to)])
    const gone = await goneOf(
      context,
      source.map(({ personId }) => personId),
    )
    const taken = new Set(there.map(({ personId, day }) => `${personId} ${day}`))
    const left: string[] = []
    let drafted = 0
    for (const shift of source) {
      const day = addDays(to, daysBetween(from, shift.day))
      const during = shiftSpan({ startsAt: clockTimeOf(shift.startsAt), endsAt: clockTimeOf(shift.endsAt) }, day)
      if (gone.has(shift.personId) || taken.has(`${shift.personId} ${day}`)) {
        left.push(shift.id)
        continue
      }
      const shiftId = crypto.randomUUID() as ShiftId
      const times = { startsAt: during.start, endsAt: during.end, role: shift.role, templateId: shift.templateId }
      await saveDraft(context, {
        ...times,
        shiftId,
        personId: shift.personId,
        day,
        layer: 'exception',
        plannedFor: null,
        takenOff: false,
        why: '',
        basedOn: 0,
        importId: null,
        madeHow: 'copy',
      })
      drafted += 1
    }
    return effect({ drafted, left }, { type: 'week-copied', data: { fromMonday: from, toMonday: to, drafted } })
  },
})
