import type { PackId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { hasSameFigures, packOf, type PackContent } from '#shared/reports/pack.ts'
import { isPackPeriod, makePack, packAgain, packs, type PackLine } from '#shared/reports/packContract.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { digestOf } from '#server/kernel/digest.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import type { Days } from './facts.ts'
import { lateWorkingBetween } from './queries.ts'

interface Asked extends Days {
  readonly asks: readonly string[]
}

export const make = handle(makePack, {
  needs: 'see reports',
  async run({ from, to, asks }, context) {
    if (!isPackPeriod(from, to, londonDayOf(context.now))) return refuse({ code: 'period-wrong', field: 'to' })
    const asked = { from, to, asks }
    const content = await contentOf(context, asked)
    const id = crypto.randomUUID() as PackId
    const digest = digestOf(JSON.stringify(content))
    await context.sql`
      insert into report_packs (id, first_day, last_day, made_by, made_at, asked, content, digest)
      values (${id}, ${from}, ${to}, ${context.actor.personId}, ${context.now}, ${JSON.stringify(asked)}::text::jsonb,
        ${JSON.stringify(content)}::text::jsonb, ${digest})`
    return effect({ packId: id }, { type: 'report-frozen', data: { packId: id, from, to } })
  },
})

export const list = answer(packs, {
  needs: 'see reports',
  run: (_input, context) => lines(context, null),
  reveals: 'nobody',
})

export const again = answer(packAgain, {
  needs: 'see reports',
  async run({ packId }, context) {
    const [found] = await lines(context, packId)
    if (!found) return null
    const { content, asked, ...line } = found
    // A sheet without its question, of before it was kept, cannot be made again.
    const remade = asked.from && asked.to ? await contentOf(context, asked) : null
    return { ...line, content, same: remade !== null && hasSameFigures(remade, content) }
  },
  reveals: 'nobody',
})

interface Kept extends PackLine {
  readonly content: PackContent
  readonly asked: Asked
}

const lines = ({ sql, actor }: Context, one: PackId | null): Promise<readonly Kept[]> =>
  sql<Kept[]>`
    select k.id, k.first_day as "firstDay", k.last_day as "lastDay", k.made_at as "madeAt", p.name as "madeByName",
      ${one === null ? sql`null as content, null as asked` : sql`k.content, k.asked`}
    from report_packs k join people p on p.service_id = k.service_id and p.id = k.made_by
    where k.service_id = ${actor.serviceId} and (${one}::uuid is null or k.id = ${one})
    order by k.made_at desc, k.id limit 200`

async function contentOf(context: Context, { from, to, asks }: Asked): Promise<PackContent> {
  const [report, [service]] = await Promise.all([
    lateWorkingBetween(context, from, to),
    context.sql<{ name: string; councilName: string }[]>`
      select name, council_name as "councilName" from services where id = ${context.actor.serviceId}`,
  ])
  const { firstDay, lastDay, late, causes, heat, peopleOver, staggered, balances } = report
  return packOf(
    {
      councilName: service?.councilName ?? '',
      serviceName: service?.name ?? '',
      firstDay,
      lastDay,
      late,
      causes,
      heat,
      peopleOver,
      staggered,
      amhps: balances.length,
    },
    asks,
  )
}
