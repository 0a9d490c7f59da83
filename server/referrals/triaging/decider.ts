import type { CouncilId, PersonId } from '#shared/kernel/ids.ts'
import type { Standing } from '#shared/register/approval.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

interface OnRegister {
  readonly name: string
  readonly approvedOn: LondonDay | null
  readonly approvalEndsOn: LondonDay | null
  readonly suspendedAt: Instant | null
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
  const [row] = await sql<OnRegister[]>`
    select p.name, m.approved_on as "approvedOn", m.approval_ends_on as "approvalEndsOn", m.suspended_at as "suspendedAt",
      array(select a.council_id from acting_for a where a.service_id = p.service_id and a.person_id = p.id) as councils
    from people p left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId} and p.id = ${id} and p.left_at is null`
  if (!row) return undefined
  const { name, approvedOn, approvalEndsOn, suspendedAt, councils } = row
  if (approvedOn === null || approvalEndsOn === null) return { name, standing: null }
  return {
    name,
    standing: {
      approvals: [{ firstDay: approvedOn, lastDay: approvalEndsOn }],
      suspensions: suspendedAt === null ? [] : [{ from: suspendedAt, until: null }],
      actingFor: councils.map((councilId) => ({ councilId, firstDay: approvedOn, lastDay: null })),
    },
  }
}
