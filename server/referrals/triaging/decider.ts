import type { CouncilId, PersonId } from '#shared/kernel/ids.ts'
import { standingOnRegister, type OnRegister, type Standing } from '#shared/register/approval.ts'
import { approvalColumns } from '#server/register/store.ts'
import type { Context } from '#server/kernel/handle.ts'

interface Found extends Omit<OnRegister, 'approvedOn'> {
  readonly name: string
  /** `null` for whoever is not on the register. */
  readonly approvedOn: OnRegister['approvedOn'] | null
  readonly councils: readonly CouncilId[]
}

export interface Decider {
  readonly name: string
  readonly standing: Standing | null
}

/**
 * Who decided, with what the register holds of them, which stays so until the transaction ends; `undefined` when this service knows no
 * such person or they have left.
 */
export async function deciderOf({ sql, actor }: Context, id: PersonId): Promise<Decider | undefined> {
  await sql`select from amhps where service_id = ${actor.serviceId} and person_id = ${id} for share`
  const [row] = await sql<Found[]>`
    select p.name, ${approvalColumns(sql)},
      array(select a.council_id from acting_for a where a.service_id = p.service_id and a.person_id = p.id) as councils
    from people p left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId} and p.id = ${id} and p.left_at is null`
  if (!row) return undefined
  const { name, approvedOn, councils } = row
  return { name, standing: approvedOn === null ? null : standingOnRegister({ ...row, approvedOn }, councils) }
}
