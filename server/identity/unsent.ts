import { keepUnsent, MOST_UNSENT_LETTERS, unsent, UNSENT_HOURS } from '#shared/identity/unsent.ts'
import { addHours } from '#shared/time/instant.ts'
import { answer, handle, quietly, type Context } from '#server/kernel/handle.ts'

type Content = Readonly<Record<string, unknown>>

/** What this person typed; nothing once it is too old. Nobody else is ever asked about. */
async function contentOf({ sql, actor, now }: Context, locked: boolean): Promise<Content> {
  const [row] = await sql<{ content: Content }[]>`
    select content from unsent_texts
    where service_id = ${actor.serviceId} and person_id = ${actor.personId} and kept_at > ${addHours(now, -UNSENT_HOURS)}
    ${locked ? sql`for update` : sql``}`
  return row?.content ?? {}
}

export const typedBefore = answer(unsent, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_asked, context) {
    return { content: await contentOf(context, false) }
  },
})

export const keepTyped = handle(keepUnsent, {
  needs: 'keep own account',
  keepsDraft: true,
  async run({ keep, drop }, context) {
    const { sql, actor, now } = context
    const all = Object.entries({ ...(await contentOf(context, true)), ...keep }).filter(([key]) => !drop.includes(key))
    const content = newestThatFit(all)
    const kept = Object.keys(content).length
    if (kept === 0)
      await sql`delete from unsent_texts where service_id = ${actor.serviceId} and person_id = ${actor.personId}`
    else
      await sql`
        insert into unsent_texts (service_id, person_id, content, kept_at)
        values (${actor.serviceId}, ${actor.personId}, ${JSON.stringify(content)}::text::jsonb, ${now})
        on conflict (service_id, person_id) do update set content = excluded.content, kept_at = excluded.kept_at`
    return quietly({ kept })
  },
})

/** What was typed last is worth most: older pieces give way when there is too much. */
function newestThatFit(all: readonly (readonly [string, unknown])[]): Content {
  const fitting: (readonly [string, unknown])[] = []
  let letters = 0
  for (const piece of all.toReversed()) {
    letters += JSON.stringify(piece).length
    if (letters > MOST_UNSENT_LETTERS) break
    fitting.unshift(piece)
  }
  return Object.fromEntries(fitting)
}
