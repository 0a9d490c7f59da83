import type { CouncilId, EmployerId, PlaceId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addDays, londonDay, type LondonDay } from '../time/london.ts'
import { lastDayOfApproval } from './approval.ts'
import type { ApprovalCondition } from './conditions.ts'
import type { RegisterRefusal } from './words.ts'

/** What the register of a service chooses from. */
export interface RegisterChoices {
  readonly councils: readonly { readonly id: CouncilId; readonly actedFor: boolean }[]
  readonly employers: readonly { readonly id: EmployerId }[]
  readonly places: readonly { readonly id: PlaceId }[]
}

/** The facts of an entry that can be wrong together; each field alone is checked as it comes in. */
export interface AmhpEntry {
  readonly approvedOn: LondonDay
  readonly approvalEndsOn: LondonDay
  readonly approvingCouncilId: CouncilId
  readonly conditions?: { readonly codes: readonly ApprovalCondition[]; readonly words: string } | undefined
  readonly actingForCouncilIds: readonly CouncilId[]
  readonly employerId: EmployerId
  readonly baseId: PlaceId | null
}

/** The day on which SI 2008/1206 came into force: nobody was approved as an AMHP before it. */
export const FIRST_APPROVALS: LondonDay = londonDay('2008-11-03')
/** A renewal is decided at most so many days before it begins; anything later is a mistyped year. */
export const DAYS_AHEAD = 366

/**
 * Checks the two days of an approval: five years at most, in order, and begun since approvals exist.
 * Source: SI 2008/1206 regs 1 and 4.
 *
 * @example checkApprovalDays({ approvedOn: londonDay('2026-03-01'), approvalEndsOn: londonDay('2031-03-01') }, today)
 *   // refused: { code: 'approval-too-long', field: 'approvalEndsOn', latest: '2031-02-28' }
 */
export function checkApprovalDays(
  { approvedOn, approvalEndsOn }: Pick<AmhpEntry, 'approvedOn' | 'approvalEndsOn'>,
  today: LondonDay,
): Outcome<null, RegisterRefusal> {
  const latestStart = addDays(today, DAYS_AHEAD)
  if (approvedOn < FIRST_APPROVALS || approvedOn > latestStart) {
    return refuse({
      code: 'approval-start-unlikely',
      field: 'approvedOn',
      earliest: FIRST_APPROVALS,
      latest: latestStart,
    })
  }
  if (approvalEndsOn < approvedOn) return refuse({ code: 'approval-ends-before-it-starts', field: 'approvalEndsOn' })
  const latest = lastDayOfApproval(approvedOn)
  if (approvalEndsOn > latest) return refuse({ code: 'approval-too-long', field: 'approvalEndsOn', latest })
  return done(null)
}

/**
 * A condition in words has its words, and words have the tick that makes them one.
 *
 * @example checkConditions({ conditions: { codes: ['other'], words: '' } }) // refused: { code: 'condition-without-words', … }
 */
export function checkConditions({ conditions }: Pick<AmhpEntry, 'conditions'>): Outcome<null, RegisterRefusal> {
  if (conditions === undefined) return done(null)
  const [ticked, worded] = [conditions.codes.includes('other'), conditions.words.trim() !== '']
  if (ticked && !worded) return refuse({ code: 'condition-without-words', field: 'conditions.words' })
  return worded && !ticked ? refuse({ code: 'words-without-condition', field: 'conditions.words' }) : done(null)
}

/**
 * Checks a whole entry of the register against the lists of the service.
 *
 * @example checkAmhp(entry, { councils, employers, places }, today)
 */
export function checkAmhp(
  entry: AmhpEntry,
  choices: RegisterChoices,
  today: LondonDay,
): Outcome<null, RegisterRefusal> {
  const { councils, employers, places } = choices
  if (!councils.some(({ id }) => id === entry.approvingCouncilId)) {
    return refuse({ code: 'council-unknown', field: 'approvingCouncilId' })
  }
  const days = checkApprovalDays(entry, today)
  if (!days.ok) return days
  const said = checkConditions(entry)
  if (!said.ok) return said
  const actedFor = new Set(councils.filter((one) => one.actedFor).map(({ id }) => id))
  if (!entry.actingForCouncilIds.every((id) => actedFor.has(id))) {
    return refuse({ code: 'council-not-acted-for', field: 'actingForCouncilIds' })
  }
  if (!employers.some(({ id }) => id === entry.employerId))
    return refuse({ code: 'employer-unknown', field: 'employerId' })
  if (entry.baseId !== null && !places.some(({ id }) => id === entry.baseId)) {
    return refuse({ code: 'place-unknown', field: 'baseId' })
  }
  return done(null)
}

/**
 * Whether a person of the service can be put on the register: they are in it, and not on it already.
 *
 * @example checkNewcomer({ onRegister: false }) // done
 */
export function checkNewcomer(found: { readonly onRegister: boolean } | null): Outcome<null, RegisterRefusal> {
  if (found === null) return refuse({ code: 'person-unknown', field: 'existingPersonId' })
  return found.onRegister ? refuse({ code: 'already-on-register', field: 'existingPersonId' }) : done(null)
}
