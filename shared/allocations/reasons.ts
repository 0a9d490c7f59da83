import { approvalConditions, type ApprovalCondition } from '../register/conditions.ts'
import { skills as skillNames, type Skill } from '../register/contract.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, formatDate, formatDayShort, formatInstant, type LondonDay } from '../time/london.ts'
import { formatMinutes, type Minutes } from '../time/minutes.ts'
import { upToFive } from './likelyFinish.ts'

/** Speaks for somebody, against, or neither. */
export type Weighs = 'for' | 'against' | 'neutral'

/** Why somebody stands where they stand in the list: a code with its numbers, so that every screen says the same. */
export type Reason = { readonly weighs: Weighs } & (
  | { readonly code: 'there-before-limit'; readonly thereAt: Instant; readonly well: boolean }
  | { readonly code: 'there-late-for-limit'; readonly thereAt: Instant; readonly limitAt: Instant }
  | { readonly code: 'there-after-limit'; readonly thereAt: Instant; readonly limitAt: Instant }
  | { readonly code: 'nearest'; readonly thereAt: Instant }
  /** Choices from before it was reckoned have no `reckoned`: it weighed nothing then. */
  | { readonly code: 'place-not-known'; readonly reckoned?: Minutes }
  | { readonly code: 'finishes-inside-shift'; readonly inTen: number }
  | { readonly code: 'may-finish-late'; readonly inTen: number; readonly shiftEnd: Instant }
  | { readonly code: 'likely-late'; readonly minutes: Minutes; readonly shiftEnd: Instant }
  | { readonly code: 'lowest-toil'; readonly balance: Minutes }
  | { readonly code: 'longest-left' }
  | { readonly code: 'needs-buddy' }
  | { readonly code: 'short-rest'; readonly nextStart: Instant; readonly rest: Minutes; readonly onlyIfSlow: boolean }
  | { readonly code: 'knows-person' }
  | { readonly code: 'not-met-before' }
  | { readonly code: 'gender-asked-for'; readonly gender: 'woman' | 'man' }
  | { readonly code: 'not-gender-asked-for'; readonly gender: 'woman' | 'man' }
  | { readonly code: 'speaks'; readonly language: string }
  | { readonly code: 'experienced'; readonly skills: readonly Skill[] }
  | { readonly code: 'not-experienced'; readonly skills: readonly Skill[] }
  | { readonly code: 'approval-condition'; readonly conditions: readonly ApprovalCondition[] }
  | { readonly code: 'on-a-job'; readonly freeAbout: Instant; readonly thereAt: Instant | null }
  | { readonly code: 'gave-back'; readonly how: 'declined' | 'taken-back'; readonly at: Instant }
  | { readonly code: 'away'; readonly day: LondonDay }
  | { readonly code: 'off-shift' }
  | { readonly code: 'shift-over'; readonly endedAt: Instant }
  | { readonly code: 'shift-not-begun'; readonly startsAt: Instant }
  | { readonly code: 'not-approved' }
  | { readonly code: 'approval-ended'; readonly lastDay: LondonDay }
  | { readonly code: 'suspended' }
  | { readonly code: 'not-acting-for' }
  | { readonly code: 'conflict-of-interest' }
  | { readonly code: 'declared-conflict' }
)

/**
 * A reason as a plain sentence. Estimates are said to the next five minutes. With `today` given, moments of other days name
 * their day; without it, only the clock time is said.
 *
 * @example reasonWords({ weighs: 'for', code: 'there-before-limit', thereAt, well: true }) // 'There by 17:15, well before the limit'
 */
export function reasonWords(reason: Reason, today?: LondonDay): string {
  const exact = (at: Instant) => (today === undefined ? clockTimeOf(at) : formatInstant(at, today))
  const about = (at: Instant) => exact(upToFive(at))
  switch (reason.code) {
    case 'there-before-limit':
      return `There by ${about(reason.thereAt)}, ${reason.well ? 'well ' : ''}before the limit`
    case 'there-late-for-limit':
      return `There by ${about(reason.thereAt)}, with little time before the limit at ${exact(reason.limitAt)}`
    case 'there-after-limit':
      return `There by ${about(reason.thereAt)}, after the limit at ${exact(reason.limitAt)}`
    case 'nearest':
      return `Nearest: there by ${about(reason.thereAt)}`
    case 'finishes-inside-shift':
      return insideWords(reason.inTen)
    case 'may-finish-late':
      return `${reason.inTen} in 10 chance of finishing after ${exact(reason.shiftEnd)}`
    case 'likely-late':
      return `Likely to finish ${formatMinutes(reason.minutes)} after ${exact(reason.shiftEnd)}`
    case 'lowest-toil':
      return `Lowest TOIL on the rota today: ${formatMinutes(reason.balance)}`
    case 'short-rest':
      return `Under 11 hours’ rest before ${exact(reason.nextStart)}${reason.onlyIfSlow ? ' if the job is slow' : ''}`
    case 'gender-asked-for':
      return `A ${reason.gender}, as asked for`
    case 'not-gender-asked-for':
      return `Not a ${reason.gender}, as was asked for`
    case 'speaks':
      return `Speaks ${reason.language}`
    case 'experienced':
      return `Experience on the register: ${skillWords(reason.skills)}`
    case 'not-experienced':
      return `No experience on the register of: ${skillWords(reason.skills)}`
    case 'approval-condition':
      return `Condition on approval: ${reason.conditions.map((one) => approvalConditions[one]).join('; ')}`
    case 'on-a-job': {
      const there = reason.thereAt === null ? '' : `; there at ${about(reason.thereAt)}`
      return `Not free until about ${about(reason.freeAbout)}${there}`
    }
    case 'gave-back':
      return reason.how === 'declined'
        ? `Declined this at ${exact(reason.at)}`
        : `It was taken back from them at ${exact(reason.at)}`
    case 'away':
      return awayWords(reason, today)
    case 'shift-over':
      return `Shift ended at ${exact(reason.endedAt)}`
    case 'shift-not-begun':
      return `Shift starts at ${exact(reason.startsAt)}`
    case 'approval-ended':
      return `Approval as an AMHP ended on ${formatDate(reason.lastDay)}`
    case 'place-not-known':
      return reason.reckoned === undefined
        ? 'Nobody has said where they are'
        : `How far they have to go is not known: counted as ${formatMinutes(reason.reckoned)}`
    case 'longest-left':
    case 'needs-buddy':
    case 'knows-person':
    case 'not-met-before':
    case 'off-shift':
    case 'not-approved':
    case 'suspended':
    case 'not-acting-for':
    case 'conflict-of-interest':
    case 'declared-conflict':
      return plainWords[reason.code]
  }
}

const skillWords = (of: readonly Skill[]): string => of.map((one) => skillNames[one].toLowerCase()).join('; ')

/** Even ten in ten is a forecast: late minutes are still expected of the slowest jobs, and stand beside it. */
const insideWords = (inTen: number): string =>
  inTen >= 10 ? 'Nearly all such jobs finish inside the shift' : `${inTen} in 10 such jobs finish inside the shift`

/** That somebody is away, without why: that is for those who plan the rota. */
const awayWords = ({ day }: { readonly day: LondonDay }, today?: LondonDay): string =>
  `Away ${day === today ? 'today' : `on ${formatDayShort(day)}`}`

type WithoutNumbers =
  | 'longest-left'
  | 'needs-buddy'
  | 'knows-person'
  | 'not-met-before'
  | 'off-shift'
  | 'not-approved'
  | 'suspended'
  | 'not-acting-for'
  | 'conflict-of-interest'
  | 'declared-conflict'

const plainWords: Record<WithoutNumbers, string> = {
  'longest-left': 'Longest time left on shift',
  'needs-buddy': 'Newly approved: needs a buddy for this job',
  'knows-person': 'Has assessed the person before',
  'not-met-before': 'Has not met the person before',
  'off-shift': 'Not on the rota',
  'not-approved': 'Not approved as an AMHP',
  suspended: 'Approval is suspended',
  'not-acting-for': 'Does not act for this council',
  'conflict-of-interest': 'Conflict of interest with this person',
  'declared-conflict': 'Has declared a conflict of interest about this place',
}
