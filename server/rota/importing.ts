import type { ImportId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { importSheet, previewImport, rotaImports, undoImport, type RotaImports } from '#shared/rota/importContract.ts'
import { importSteps, type ImportDoes, type ImportStep, type Standing } from '#shared/rota/importing/plan.ts'
import { readSheet, type Cells, type Sheet } from '#shared/rota/importing/sheet.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { digestOf } from '#server/kernel/digest.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { saveDraft, type NewDraft } from './draftStore.ts'
import {
  asItStood,
  draftsFor,
  keepImport,
  lockImport,
  markUndone,
  overwrittenBy,
  type ImportedDraft,
  type StandingRow,
} from './importStore.ts'
import { onePlanningAtATime } from './publishStore.ts'
import { daysAwayBetween, templateRows } from './reading.ts'
import { lockPeople, shiftOf } from './store.ts'

/** Drafts sent to the database at once. */
const AT_ONCE = 50

export const showImport = answer(previewImport, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run({ cells, firstDay }, context) {
    const { form, steps } = await read(context, cells, firstDay)
    const counts: Record<ImportDoes, number> = { add: 0, change: 0, 'take-off': 0, same: 0, note: 0, problem: 0 }
    for (const { does } of steps) counts[does]++
    const lines = steps
      .filter(({ does }) => does !== 'same')
      .map(({ row, column, text, does, words }) => ({ row, column, cell: text, does, words }))
    return { form, lines, counts, seen: fingerprint(steps) }
  },
})

interface ReadSheet {
  readonly form: Sheet['form']
  readonly steps: readonly ImportStep[]
  readonly standing: readonly (Standing & StandingRow)[]
}

/** What a sheet says against how the rota and its draft stand in this transaction. */
async function read(context: Context, cells: Cells, first: LondonDay): Promise<ReadSheet> {
  const [people, templates] = await Promise.all([peopleHere(context), templateRows(context)])
  const { form, said } = readSheet(cells, { people, templates: templates.filter(({ retired }) => !retired), first })
  const days = said.flatMap(({ day }) => (day === null ? [] : [day])).toSorted()
  const [from, until] = [days[0] ?? first, days.at(-1) ?? first]
  const [standing, away] = await Promise.all([
    draftsFor(context, addDays(from, -1), addDays(until, 1)),
    daysAwayBetween(context, from, until, null),
  ])
  const steps = importSteps(said, { shifts: standing, away, today: londonDayOf(context.now) })
  return { form, steps, standing }
}

const peopleHere = ({ sql, actor }: Context) => sql<{ personId: PersonId; name: string }[]>`
  select p.id as "personId", p.name from people p left join amhps a on a.service_id = p.service_id and a.person_id = p.id
  where p.service_id = ${actor.serviceId} and p.left_at is null and (a.person_id is not null or 'practice-consultant' = any (p.roles))
  order by p.name, p.id`

/** The same for the same difference, and another as soon as anything of it is another. */
const fingerprint = (steps: readonly ImportStep[]): string =>
  digestOf(JSON.stringify(steps.map(({ does, shiftId, after, row, column }) => [row, column, does, shiftId, after])))

export const sheetImported = handle(importSheet, {
  needs: 'plan the rota',
  async run({ cells, firstDay, seen }, context) {
    await onePlanningAtATime(context)
    const before = await read(context, cells, firstDay)
    await lockPeople(context, peopleOf(before.steps))
    const { steps, standing } = await read(context, cells, firstDay)
    if (fingerprint(steps) !== seen) return refuse({ code: 'import-changed' })
    const importId = crypto.randomUUID() as ImportId
    const drafts = steps.flatMap((step) => draftOf(step, standing, importId))
    if (drafts.length === 0) return refuse({ code: 'nothing-to-import' })
    const days = drafts.map(({ day }) => day).toSorted()
    const [from = firstDay, until = firstDay] = [days[0], days.at(-1)]
    const overwritten = await overwrittenBy(
      context,
      drafts.map(({ shiftId }) => shiftId),
    )
    await keepImport(context, importId, { firstDay: from, lastDay: until, drafted: drafts.length, overwritten })
    for (let at = 0; at < drafts.length; at += AT_ONCE)
      await Promise.all(drafts.slice(at, at + AT_ONCE).map((draft) => saveDraft(context, draft)))
    const left = steps.filter(({ does }) => does === 'problem' || does === 'note').length
    return effect(
      { importId, drafted: drafts.length, left },
      { type: 'rota-imported', data: { importId, firstDay: from, lastDay: until, drafted: drafts.length, left } },
    )
  },
})

const peopleOf = (steps: readonly ImportStep[]): readonly PersonId[] => [
  ...new Set(steps.flatMap(({ after }) => (after ? [after.personId] : []))),
]

function draftOf(
  { does, shiftId, after }: ImportStep,
  standing: ReadSheet['standing'],
  importId: ImportId,
): readonly NewDraft[] {
  if (does !== 'add' && does !== 'change' && does !== 'take-off') return []
  const there = standing.find((one) => one.shiftId === shiftId)
  const plan = after ?? there
  if (!plan) return []
  const { personId, day, startsAt, endsAt, role } = plan
  return [
    {
      shiftId: shiftId ?? (crypto.randomUUID() as ShiftId),
      personId,
      day,
      startsAt,
      endsAt,
      role,
      templateId: after?.templateId ?? null,
      // A sheet says when somebody works, and not whose turn it was.
      layer: there?.plannedFor ? there.layer : 'exception',
      plannedFor: there?.plannedFor ?? null,
      takenOff: does === 'take-off',
      why: does === 'take-off' ? 'Not in the imported rota' : '',
      basedOn: there?.version ?? 0,
      importId,
      madeHow: 'import',
    },
  ]
}

export const importUndone = handle(undoImport, {
  needs: 'plan the rota',
  async run({ importId }, context) {
    await onePlanningAtATime(context)
    const found = await lockImport(context, importId)
    if (!found || found.undoneAt !== null || found.left.length === 0) return refuse({ code: 'import-not-found' })
    await context.sql`
      delete from draft_shifts where service_id = ${context.actor.serviceId} and import_id = ${importId}`
    for (const draft of found.overwritten.filter(({ shiftId }) => found.left.includes(shiftId)))
      await bringBack(context, draft)
    await markUndone(context, importId)
    const [undone, kept] = [found.left.length, found.drafted - found.left.length]
    return effect({ undone, kept }, { type: 'rota-import-undone', data: { importId, undone, kept } })
  },
})

/** What the import wrote over comes back, unless the rota has gone on without it since. */
async function bringBack(context: Context, overwritten: ImportedDraft): Promise<void> {
  const draft = await asItStood(context, overwritten)
  if (!draft) return
  const live = draft.basedOn === 0 ? null : await shiftOf(context, draft.shiftId)
  if (draft.basedOn > 0 && (live === null || live.cancelledAt !== null)) return
  await saveDraft(context, {
    ...draft,
    plannedFor: draft.plannedFor ?? null,
    madeHow: draft.madeHow ?? 'hand',
    importId: draft.importId ?? null,
  })
}

export const showImports = answer(rotaImports, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, { sql, actor, now }) {
    const imports = await sql<RotaImports['imports'][number][]>`
      select i.id, p.name as "byName", i.made_at as at, i.first_day as "firstDay", i.last_day as "lastDay", i.drafted,
        (select count(*)::int from draft_shifts d where d.service_id = i.service_id and d.import_id = i.id) as "inDraft",
        i.undone_at as "undoneAt"
      from rota_imports i join people p on p.service_id = i.service_id and p.id = i.made_by
      where i.service_id = ${actor.serviceId} and i.made_at > ${now}::timestamptz - interval '90 days'
      order by i.made_at desc, i.id limit 20`
    return { imports }
  },
})
