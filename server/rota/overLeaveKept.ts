import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { Context } from '#server/kernel/handle.ts'

/** A shift that somebody has over their own leave, and why whoever agreed to it says that they do. */
interface KeptOver {
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly why: string
}

/** Keeps each reason with the state of the shift as it is now: it must have been changed already. */
export async function keepOverLeave({ sql, actor, now }: Context, kept: readonly KeptOver[]): Promise<void> {
  for (const { shiftId, personId, why } of kept) {
    await sql`
      insert into shifts_over_leave (shift_id, version, person_id, why, agreed_by, agreed_at)
      select s.id, s.version, ${personId}, ${why}, ${actor.personId}, ${now} from shifts s
      where s.service_id = ${actor.serviceId} and s.id = ${shiftId}`
  }
}
