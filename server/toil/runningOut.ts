import type { PersonId, PolicyId } from '#shared/kernel/ids.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { runningOut, type RunningOut } from '#shared/toil/contract.ts'
import { remindersOn } from '#shared/toil/expiry.ts'
import { consumeOldestFirst, type ToilEntry } from '#shared/toil/ledger.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { expiryFor, extensionsOf } from './ledgerStore.ts'
import { policyRows } from './readStore.ts'
import type { LockedHolder } from './store.ts'

interface Held extends LockedHolder {
  readonly personId: PersonId
  readonly name: string
}

export const whoseRunsOut = answer(runningOut, {
  needs: 'decide TOIL',
  async run(_input, context) {
    const [people, entries, extensions, policies] = await Promise.all([
      owedPeople(context),
      entriesOfOwed(context),
      extensionsOf(context, null),
      policyRows(context),
    ])
    const standing = policies.filter(({ replaced }) => !replaced)
    const today = londonDayOf(context.now)
    const soon = people.flatMap((holder): readonly RunningOut[] => {
      const lots = consumeOldestFirst(entries.get(holder.personId) ?? [], expiryFor(standing, holder), extensions)
      const { personId, name } = holder
      return remindersOn(lots, today).map((one) => ({ ...one, personId, name }))
    })
    return soon.toSorted((a, b) => a.daysLeft - b.daysLeft || a.name.localeCompare(b.name, 'en-GB'))
  },
  reveals: 'nobody',
})

interface Earned extends ToilEntry {
  readonly policyId: PolicyId | null
}

/** Whoever is owed anything: of others nothing can run out. */
const owedPeople = ({ sql, actor }: Context): Promise<readonly Held[]> =>
  sql<Held[]>`
    select p.id as "personId", p.name, m.employer_id as "employerId", m.contract, m.contracted_minutes_per_week as "contractedMinutesPerWeek"
    from people p left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId}
      and (select sum(e.minutes) from toil_entries e where e.service_id = p.service_id and e.person_id = p.id) > 0`

async function entriesOfOwed({ sql, actor }: Context): Promise<ReadonlyMap<PersonId, readonly Earned[]>> {
  const rows = await sql<(Earned & { personId: PersonId })[]>`
    select e.id, e.person_id as "personId", e.kind, e.minutes, e.day, e.recorded_at as "recordedAt", e.reverses_id as "reversesId", e.policy_id as "policyId", e.lot_id as "lotId"
    from toil_entries e where e.service_id = ${actor.serviceId} order by e.position`
  const byPerson = new Map<PersonId, Earned[]>()
  for (const { personId, ...entry } of rows) {
    const own = byPerson.get(personId)
    if (own) own.push(entry)
    else byPerson.set(personId, [entry])
  }
  return byPerson
}
