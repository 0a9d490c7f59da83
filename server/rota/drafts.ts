import type { ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { copyWeek, dropFromDraft, putInDraft, takeOffInDraft } from '#shared/rota/planContract.ts'
import { checkPlanDay, checkShift, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { clockChangeWords, pastDayWords } from '#shared/rota/shiftWarnings.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, clockTimeOf, daysBetween, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { deleteDrafts, lockDraft, saveDraft, type StoredDraft } from './draftStore.ts'
import { personIsHere } from './publishStore.ts'
import { shiftsBetween } from './reading.ts'
import { lastChangeOf, shiftOf, templateOf, type StoredShift } from './store.ts'

/** What the draft and the rota have of a shift, as whoever changes it has seen it. */
interface Seen {
  readonly draft: StoredDraft | null
  readonly live: StoredShift | null
}

async function seenAs(context: Context, shiftId: ShiftId, seenVersion: number): Promise<Outcome<Seen, RotaRefusal>> {
  const [draft, live] = await Promise.all([lockDraft(context, shiftId), shiftOf(context, shiftId)])
  if (!draft && !live) return refuse({ code: 'shift-not-found' })
  if (live?.cancelledAt) return refuse({ code: 'shift-cancelled', at: live.cancelledAt })
  if ((draft?.version ?? 0) === seenVersion) return done({ draft, live })
  const last = await lastChangeOf(context, 'shiftId', shiftId)
  return refuse({
    code: 'changed-since-seen',
    byName: last?.byName ?? null,
    at: last?.at ?? null,
    version: draft?.version ?? 0,
  })
}

export const draftShift = handle(putInDraft, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion, personId, day, times }, context) {
    const seen =
      shiftId === null ? done<Seen>({ draft: null, live: null }) : await seenAs(context, shiftId, seenVersion)
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
    await saveDraft(context, {
      shiftId: id,
      personId,
      templateId: usable?.id ?? null,
      day,
      startsAt: during.start,
      endsAt: during.end,
      role: given.role,
      layer: 'exception',
      takenOff: false,
      why: '',
      basedOn: draft?.basedOn ?? live?.version ?? 0,
      importId: null,
    })
    return effect(
      {
        shiftId: id,
        version: (draft?.version ?? 0) + 1,
        warnings: [...pastDayWords(day, londonDayOf(context.now)), ...clockChangeWords(given, day)],
      },
      { type: 'shift-drafted', personId, data: { shiftId: id, day, startsAt: during.start, endsAt: during.end } },
    )
  },
})

export const draftTakenOff = handle(takeOffInDraft, {
  needs: 'plan the rota',
  async run({ shiftId, seenVersion, why }, context) {
    const seen = await seenAs(context, shiftId, seenVersion)
    if (!seen.ok) return seen
    const { draft, live } = seen.value
    // A shift that only the draft has is simply no longer in it.
    if (!live) {
      await deleteDrafts(context, [shiftId])
      return effect({ version: 0 }, { type: 'draft-dropped', data: { shiftId } })
    }
    await saveDraft(context, {
      ...live,
      shiftId,
      takenOff: true,
      why,
      basedOn: draft?.basedOn ?? live.version,
      importId: null,
    })
    return effect(
      { version: (draft?.version ?? 0) + 1 },
      { type: 'shift-drafted', personId: live.personId, data: { shiftId, day: live.day } },
    )
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

/** Every shift of a week, on the same weekdays of another: into the draft, where nobody has a shift at that time yet. */
export const weekCopied = handle(copyWeek, {
  needs: 'plan the rota',
  async run({ fromMonday, toMonday }, context) {
    const [from, to] = [mondayOf(fromMonday), mondayOf(toMonday)]
    const [source, there] = await Promise.all([
      shiftsBetween(context, from, addDays(from, 6), null),
      shiftsBetween(context, to, addDays(to, 6), null),
    ])
    const taken = new Set(there.map(({ personId, day }) => `${personId} ${day}`))
    const left: string[] = []
    let drafted = 0
    for (const shift of source) {
      const day = addDays(to, daysBetween(from, shift.day))
      const during = shiftSpan({ startsAt: clockTimeOf(shift.startsAt), endsAt: clockTimeOf(shift.endsAt) }, day)
      if (taken.has(`${shift.personId} ${day}`)) {
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
        takenOff: false,
        why: '',
        basedOn: 0,
        importId: null,
      })
      drafted += 1
    }
    return effect({ drafted, left }, { type: 'week-copied', data: { fromMonday: from, toMonday: to, drafted } })
  },
})
