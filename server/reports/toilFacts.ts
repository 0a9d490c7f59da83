import { groupBy } from '#shared/kernel/groupBy.ts'
import type { PersonId, PolicyId } from '#shared/kernel/ids.ts'
import type { ClaimFact } from '#shared/reports/lateReports.ts'
import type { PersonToilFact } from '#shared/reports/personToilReport.ts'
import { consumeOldestFirst, type EntryKind, type Extension, type ToilEntry } from '#shared/toil/ledger.ts'
import { lotExpiry } from '#shared/toil/lotExpiry.ts'
import { policyOf, toilPolicy } from '#shared/toil/policy.ts'
import { instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { policiesOf } from '#server/toil/store.ts'
import type { Days } from './facts.ts'
import { holders } from './store.ts'

const USUAL_WINDOW = toilPolicy.parse({}).retroWindowDays

/** Claims of these days, each with the time that the policy which judged it gives to send it in. */
export const claimFacts = ({ sql, actor }: Context, { from, to }: Days): Promise<readonly ClaimFact[]> =>
  sql<ClaimFact[]>`
    select c.person_id as "personId", c.day, c.state, c.minutes, c.submitted_at as "submittedAt", c.decided_at as "decidedAt",
      coalesce((coalesce(c.policy, t.policy) ->> 'retroWindowDays')::int, ${USUAL_WINDOW}) as "retroWindowDays"
    from toil_claims c join toil_policies t on t.service_id = c.service_id and t.id = c.policy_id
    where c.service_id = ${actor.serviceId} and c.day between ${from} and ${to}`

interface Entry extends ToilEntry {
  readonly personId: PersonId
  readonly policyId: PolicyId | null
  /** Later last days that people gave it. */
  readonly putOff: readonly { readonly until: LondonDay; readonly decidedAt: string }[]
}

/** Everybody with a ledger or on the register: what moved on these days, and what was owed at their end. */
export async function personToilFacts(context: Context, { from, to }: Days): Promise<readonly PersonToilFact[]> {
  const { sql, actor } = context
  const [who, entries, teams, policies] = await Promise.all([
    holders(context, to),
    sql<Entry[]>`
      select e.id, e.person_id as "personId", e.kind, e.minutes, e.day, e.recorded_at as "recordedAt", e.reverses_id as "reversesId", e.policy_id as "policyId", e.lot_id as "lotId",
        (select coalesce(jsonb_agg(jsonb_build_object('until', x.until, 'decidedAt', x.decided_at)), '[]') from toil_extensions x
          where x.service_id = e.service_id and x.entry_id = e.id) as "putOff"
      from toil_entries e where e.service_id = ${actor.serviceId} and e.day <= ${to} order by e.position`,
    sql<{ personId: PersonId; team: string }[]>`
      select person_id as "personId", home_team as team from amhps where service_id = ${actor.serviceId}`,
    policiesOf(context),
  ])
  const byPerson = groupBy(entries, ({ personId }) => personId)
  const teamOf = new Map(teams.map(({ personId, team }) => [personId, team]))
  const facts = who.map(({ personId, name, left, employerId, contract, contractedMinutesPerWeek }) => {
    const own = byPerson.get(personId) ?? []
    const holder = employerId === null || contract === null ? null : { employerId, contract, contractedMinutesPerWeek }
    const policy = holder && policyOf(policies, holder, to)?.policy
    const extensions = new Map(own.map(({ id, putOff }) => [id, putOff.map(extensionOf)]))
    const { lots } = consumeOldestFirst(own, lotExpiry(policies, holder), extensions)
    const open = lots.filter((lot) => lot.left > 0).map(({ day }) => day)
    const standing = { limit: policy?.cap?.minutes ?? null, oldest: open.toSorted()[0] ?? null }
    return { left, fact: { name, team: teamOf.get(personId) ?? '', ...movedOf(own, from), ...standing } }
  })
  // Whoever has left stands among them for what moved of theirs, or is owed, so that all tables of a report add up to the same.
  const counted = facts.filter(({ left: gone, fact }) => !gone || moves(fact)).map(({ fact }) => fact)
  return counted.toSorted((a, b) => b.owed - a.owed || a.name.localeCompare(b.name, 'en-GB'))
}

const extensionOf = ({ until, decidedAt }: Entry['putOff'][number]): Extension => ({
  until,
  decidedAt: instant(decidedAt),
})

const moves = ({ earned, taken, paid, expired, corrected, owed }: PersonToilFact): boolean =>
  [earned, taken, paid, expired, corrected, owed].some((count) => count !== 0)

/** What moved from a day on, by kind; an entry that was taken back counts for nothing on its own day. */
function movedOf(entries: readonly Entry[], from: string) {
  const kinds = new Map(entries.map(({ id, kind }) => [id, kind]))
  const sum = (sign: 1 | -1, ...which: readonly EntryKind[]): number =>
    entries.reduce((total, { kind, minutes, day, reversesId }) => {
      const of = reversesId === null ? kind : (kinds.get(reversesId) ?? kind)
      return day >= from && which.includes(of) ? total + sign * minutes : total
    }, 0)
  return {
    earned: sum(1, 'ACCRUE'),
    taken: Math.abs(sum(-1, 'TAKE')),
    paid: Math.abs(sum(-1, 'PAY_OUT')),
    expired: Math.abs(sum(-1, 'EXPIRE')),
    corrected: sum(1, 'ADJUST', 'OPENING_BALANCE'),
    owed: entries.reduce((total, { minutes }) => total + minutes, 0),
  }
}
