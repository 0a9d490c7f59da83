import type { CouncilId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Role } from '../kernel/permission.ts'
import { mayAct, type MayActRefusal, type Standing } from '../register/approval.ts'
import type { Instant } from '../time/instant.ts'
import type { RotaRefusal } from './words.ts'

/** A job that somebody is out on, with what decides whether it can go to somebody else along with their shift. */
export interface OpenWork {
  readonly number: number
  readonly councilId: CouncilId
  readonly councilName: string
  /** The record is closed to whoever would take it. */
  readonly keptOut: boolean
  /** They have declared a conflict of interest about where it is. */
  readonly declared: boolean
}

/** A job that stays behind, and why. */
export interface StaysBehind {
  readonly number: number
  readonly councilName: string
  readonly because: MayActRefusal['code'] | 'kept-out' | 'conflict' | 'trainee-alone'
}

/**
 * Whether every job on a shift can go to whoever takes the shift over: the same hard stops as when a referral is allocated. Approval,
 * suspension and acting for the council are the law’s (MHA 1983 s.114; SI 2008/1206 regs 4 to 8); a record that is closed to somebody
 * and a conflict that they declared are the service’s. One job that cannot go stops all of it, so that nobody is left half moved.
 *
 * @example checkWorkGoes({ name: 'Dan Okoro', roles: ['amhp'], standing }, [{ number: 2424, keptOut: true, … }], now)
 *   // refused: { code: 'work-cannot-go', name: 'Dan Okoro', jobs: [{ number: 2424, because: 'kept-out', … }] }
 */
export function checkWorkGoes(
  taker: { readonly name: string; readonly roles: readonly Role[]; readonly standing: Standing | null },
  work: readonly OpenWork[],
  now: Instant,
): Outcome<null, RotaRefusal> {
  const jobs = work.flatMap((one): StaysBehind[] => {
    const because = whyNot(taker, one, now)
    return because === null ? [] : [{ number: one.number, councilName: one.councilName, because }]
  })
  return jobs.length === 0
    ? done(null)
    : refuse({ code: 'work-cannot-go', field: 'toPersonId', name: taker.name, jobs })
}

function whyNot(
  { roles, standing }: { readonly roles: readonly Role[]; readonly standing: Standing | null },
  { councilId, keptOut, declared }: OpenWork,
  now: Instant,
): StaysBehind['because'] | null {
  if (standing === null) return 'not-approved'
  const allowed = mayAct({ ...standing, at: now, councilId })
  if (!allowed.ok) return allowed.refusal.code
  if (roles.includes('trainee')) return 'trainee-alone'
  if (keptOut) return 'kept-out'
  return declared ? 'conflict' : null
}

const reasons: Readonly<Record<StaysBehind['because'], (councilName: string) => string>> = {
  'not-approved': () => 'they are not an approved AMHP today',
  'approval-ended': () => 'their approval has ended',
  suspended: () => 'their approval is suspended',
  'not-acting-for': (councilName) => `they may not act on behalf of ${councilName}`,
  'kept-out': () => 'they may not be sent to this person',
  conflict: () => 'they have declared a conflict of interest about where it is',
  'trainee-alone': () => 'a trainee is not sent alone',
}

/** @example stayWords('Dan Okoro', jobs) // 'R-2424 cannot go to Dan Okoro: they may not be sent to this person. Have it …' */
export function stayWords(name: string | null, jobs: readonly StaysBehind[]): string {
  const each = jobs.map(
    ({ number, because, councilName }) =>
      `R-${number} cannot go to ${name ?? 'them'}: ${reasons[because](councilName)}.`,
  )
  const what = each.length === 0 ? ['Work on this shift cannot go to them.'] : each
  const it = jobs.length > 1 ? 'those' : 'it'
  return `${what.join(' ')} Take ${it} back and have ${it} allocated to somebody else first, then move the shift.`
}
