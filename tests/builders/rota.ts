import { randomUUID } from 'node:crypto'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { addShift, type addShiftTemplate } from '#shared/rota/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { aReferral, type MadeReferral, type ReferralOptions } from './allocations.ts'

/** Clock times of a shift that is put on without a template. @example times('15:00', '23:00') */
export const times = (
  startsAt: string,
  endsAt: string,
  role: 'duty' | 'second' | 'backup' | 'practice-consultant' | 'out-of-hours' = 'duty',
) => ({ startsAt, endsAt, role })

/** A shift that nothing is wrong with: Friday 13 November 2026, 08:00 to 16:00. @example aShift(ewa.id, { day: '2026-11-14' }) */
export const aShift = (
  personId: PersonId,
  changes: Partial<SentTo<typeof addShift>> = {},
): SentTo<typeof addShift> => ({
  personId,
  day: '2026-11-13',
  times: times('08:00', '16:00'),
  ...changes,
})

/** A template that nothing is wrong with. */
export const aTemplate = (changes: Partial<SentTo<typeof addShiftTemplate>> = {}): SentTo<typeof addShiftTemplate> => ({
  name: 'Late, 15 to 23',
  startsAt: '15:00',
  endsAt: '23:00',
  role: 'duty',
  breakMinutes: 30,
  ...changes,
})

/** The staggered starts of a day: somebody fresh comes on through the afternoon, when most assessments happen. */
export const staggered = [
  ['08:00', '16:00'],
  ['10:00', '18:00'],
  ['12:00', '20:00'],
  ['13:00', '21:00'],
  ['15:00', '23:00'],
  ['16:00', '00:00'],
] as const

/** Puts a shift on, and answers with its id. @example await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00') */
export async function rosters(
  planner: Person,
  personId: PersonId,
  day: string,
  startsAt: string,
  endsAt: string,
): Promise<ShiftId> {
  // Where they are away on that day, it was agreed with them.
  const agreed = { leaveSeen: [{ personId, day }], overLeaveWhy: 'Agreed with them' }
  const { shiftId } = await planner.sends(addShift, {
    ...aShift(personId, { day, times: times(startsAt, endsAt) }),
    ...agreed,
  })
  return shiftId
}

/** Work given to somebody on a shift: still running, or finished after an hour. */
export async function workGivenOn(
  hub: TestHub,
  service: TestService,
  amhp: Person,
  shiftId: ShiftId,
  how: 'running' | 'finished' | 'declined',
  options: ReferralOptions = {},
): Promise<MadeReferral> {
  const referral = await aReferral(hub, service, amhp, { receivedAt: addMinutes(hub.now(), -90), ...options })
  const ended = how === 'running' ? null : hub.now()
  const acceptedAt = how === 'declined' ? null : addMinutes(hub.now(), -60)
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, accepted_at, finished_at, ended_at, ended_how, choice)
    values (${service.id}, ${randomUUID()}, ${referral.id}, ${amhp.id}, ${shiftId}, ${amhp.id}, ${addMinutes(hub.now(), -60)}, ${acceptedAt},
      ${how === 'finished' ? ended : null}, ${ended}, ${how === 'running' ? null : how}, '{}')`
  return referral
}
