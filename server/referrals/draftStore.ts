import type { DraftId, PersonId } from '#shared/kernel/ids.ts'
import type { DraftRow } from '#shared/referrals/record.ts'
import type { Context } from '#server/kernel/handle.ts'

export interface HeldDraft {
  readonly version: number
  /** What was kept last; null for whoever does not write it. */
  readonly content: Readonly<Record<string, string>> | null
  readonly number: number
  readonly personId: PersonId
}

/** A draft with its row locked; `undefined` when there is none. */
export async function holdDraft({ sql, actor }: Context, id: DraftId): Promise<HeldDraft | undefined> {
  const [row] = await sql<HeldDraft[]>`
    select number, version, hub.draft_content(id) as content, person_id as "personId" from referral_drafts
    where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return row
}

/**
 * Whether a draft has been saved as a referral: that keeps its id, so a keystroke that arrives late cannot bring the draft back.
 * Ask after the lock that makes the answer stay true: the draft's row, or the counter of numbers.
 */
export async function isSaved({ sql }: Context, id: DraftId): Promise<boolean> {
  const [row] = await sql<{ saved: boolean }[]>`select hub.is_referral(${id}) as saved`
  return row?.saved === true
}

/**
 * Holds the counter that every command of the service takes last. Whoever will also take a draft's row away takes this first:
 * in two orders, two saves of one draft would wait for each other.
 */
export async function holdNumbers({ sql, actor }: Context): Promise<void> {
  await sql`select from service_counters where service_id = ${actor.serviceId} for no key update`
}

/** The next reference number of the service. Whoever asks at the same moment waits until this transaction ends. */
export async function takeNumber({ sql, actor }: Context): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    update service_counters set last_referral_number = last_referral_number + 1
    where service_id = ${actor.serviceId} returning last_referral_number as number`
  return row?.number ?? 0
}

/** Starts a draft; false when one of this id is there already. */
export async function startDraft(
  { sql, actor, now }: Context,
  draft: { readonly id: DraftId; readonly number: number; readonly content: Readonly<Record<string, string>> },
): Promise<boolean> {
  const rows = await sql`
    insert into referral_drafts (service_id, id, number, person_id, started_at, kept_at, content)
    values (${actor.serviceId}, ${draft.id}, ${draft.number}, ${actor.personId}, ${now}, ${now}, ${JSON.stringify(draft.content)}::text::jsonb)
    on conflict (service_id, id) do nothing returning id`
  return rows.length > 0
}

/** Keeps what was typed. @returns the version that it is now */
export async function keepContent(
  { sql, actor, now }: Context,
  id: DraftId,
  content: Readonly<Record<string, string>>,
): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
    update referral_drafts set content = ${JSON.stringify(content)}::text::jsonb, kept_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id} returning version`
  return row?.version ?? 0
}

/** Takes a draft away, and answers the number it had. */
export async function removeDraft({ sql, actor }: Context, id: DraftId): Promise<number | null> {
  const [row] = await sql<{ number: number }[]>`
    delete from referral_drafts where service_id = ${actor.serviceId} and id = ${id} returning number`
  return row?.number ?? null
}

export type OwnDraft = DraftRow & { readonly version: number; readonly content: Readonly<Record<string, string>> }

/** One's own drafts, the latest first. */
export const draftsOf = ({ sql, actor }: Context, personId: PersonId): Promise<readonly OwnDraft[]> =>
  sql<OwnDraft[]>`
    select d.id, d.number, d.person_id as "personId", p.name as "byName", d.started_at as "startedAt", d.kept_at as "keptAt", d.version, hub.draft_content(d.id) as content
    from referral_drafts d join people p on p.service_id = d.service_id and p.id = d.person_id
    where d.service_id = ${actor.serviceId} and d.person_id = ${personId}
    order by d.kept_at desc, d.number desc`
