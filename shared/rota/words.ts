import { changedWords } from '../register/words.ts'
import { formatMinutes } from '../time/minutes.ts'
import { formatDate, formatDayShort, formatInstant, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { planningWords, type PlanningRefusal } from './planningWords.ts'
import type { RestConflict } from './rest.ts'
import type { WorkPiece } from './restOfWork.ts'
import { isOfWorkingTime, workingTimeWords, type WorkingTimeRefusal } from './workingTimeWords.ts'

export type RotaRefusal =
  | { readonly code: 'shift-not-found' }
  | { readonly code: 'template-not-found' }
  | { readonly code: 'person-unknown'; readonly field: 'personId' }
  | { readonly code: 'template-unknown'; readonly field: 'times' }
  /** `byName` and `at` are null when the record has never been changed here. */
  | {
      readonly code: 'changed-since-seen'
      readonly byName: string | null
      readonly at: Instant | null
      readonly version: number
    }
  | { readonly code: 'shift-cancelled'; readonly at: Instant }
  | { readonly code: 'day-too-far'; readonly field: 'day'; readonly latest: LondonDay }
  | { readonly code: 'shift-too-short'; readonly field: 'endsAt' }
  | { readonly code: 'shift-too-long'; readonly field: 'endsAt'; readonly minutes: number; readonly longest: number }
  | { readonly code: 'shifts-overlap'; readonly field: 'times'; readonly startsAt?: Instant; readonly endsAt?: Instant }
  | { readonly code: 'approval-ended'; readonly field: 'day'; readonly lastDay: LondonDay }
  | { readonly code: 'not-approved'; readonly field: 'personId'; readonly from: LondonDay | null }
  | { readonly code: 'not-acting-for'; readonly field: 'personId' }
  | { readonly code: 'not-practice-consultant'; readonly field: 'personId' }
  | { readonly code: 'suspended'; readonly field: 'personId'; readonly since: Instant }
  | { readonly code: 'template-name-taken'; readonly field: 'name' }
  | { readonly code: 'no-toil-kept'; readonly field: 'kind' }
  | { readonly code: 'template-place-unknown'; readonly field: 'placeId' }
  | { readonly code: 'shift-has-open-work'; readonly numbers: readonly number[] }
  | { readonly code: 'shift-was-worked'; readonly numbers: readonly number[] }
  | PlanningRefusal
  | WorkingTimeRefusal

export function rotaWords(refusal: RotaRefusal): string {
  if (isOfWorkingTime(refusal)) return workingTimeWords(refusal)
  switch (refusal.code) {
    case 'nothing-to-publish':
    case 'publish-stopped':
    case 'draft-not-found':
    case 'notice-not-found':
    case 'exception-not-found':
    case 'pattern-not-found':
    case 'place-not-found':
    case 'need-not-found':
    case 'shared-duty-not-found':
    case 'shared-duty-name-taken':
    case 'exception-taken':
    case 'day-is-past':
    case 'council-unknown':
    case 'team-unknown':
    case 'setting-day-taken':
    case 'office-hours-backwards':
    case 'pattern-name-taken':
    case 'pattern-place-taken':
    case 'pattern-too-long':
    case 'days-the-wrong-way-round':
    case 'too-many-days':
    case 'setting-not-ahead':
    case 'offer-not-found':
    case 'offer-closed':
    case 'shift-offered-already':
    case 'shift-has-begun':
    case 'part-not-of-the-shift':
    case 'offer-needs-a-shift-in-return':
    case 'own-offer':
    case 'not-meant-for-you':
    case 'return-not-agreed':
    case 'over-leave':
    case 'return-shift-unknown':
    case 'leave-not-found':
    case 'leave-decided':
    case 'own-leave':
    case 'leave-ends-before-it-starts':
    case 'leave-too-long':
    case 'part-is-over':
    case 'part-of-toil-only':
    case 'part-of-more-days':
    case 'part-ends-before-it-starts':
    case 'leave-breaks-cover':
    case 'leave-more-toil-than-owed':
    case 'leave-toil-day-unknown':
    case 'leave-payroll-closed':
    case 'back-outside-leave':
    case 'call-in-not-found':
    case 'call-in-closed':
    case 'call-in-needs-pay':
    case 'import-not-found':
    case 'nothing-to-import':
    case 'import-changed':
    case 'shift-is-over':
    case 'not-taken-over':
    case 'too-late-to-give-back':
    case 'work-under-way':
    case 'work-cannot-go':
      return planningWords(refusal)
    case 'shift-not-found':
      return 'That shift is not on this rota. Open the week again.'
    case 'template-not-found':
      return 'That shift template is not in this service. Open the list again.'
    case 'person-unknown':
      return 'Choose somebody from this service.'
    case 'template-unknown':
      return 'Choose a shift template of this service that is still in use.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'shift-cancelled':
      return `This shift was taken off the rota at ${formatInstant(refusal.at)}. Put a new one on instead.`
    case 'day-too-far':
      return `That is too far ahead: a rota is planned up to ${formatDate(refusal.latest)}, five years from today. Check the year.`
    case 'shift-too-short':
      return 'The shift ends when it starts. Give a later end.'
    case 'shift-too-long':
      return `That would be ${formatMinutes(refusal.minutes)}. A shift is ${formatMinutes(refusal.longest)} at most.`
    case 'shifts-overlap':
      return refusal.startsAt && refusal.endsAt
        ? `They already have a shift from ${formatInstant(refusal.startsAt)} to ${formatInstant(refusal.endsAt)}. Move or cancel that one first.`
        : 'They already have a shift in that time. Move or cancel that one first.'
    case 'approval-ended':
      return `Their approval ends on ${formatDate(refusal.lastDay)}. Renew it on the register, or choose somebody else.`
    case 'not-approved':
      return refusal.from
        ? `Their approval begins on ${formatDate(refusal.from)}. Choose a later day, or somebody else.`
        : 'They are not an approved AMHP on the register. Choose somebody else.'
    case 'not-acting-for':
      return 'The register says they act for none of this service’s councils. Put that right there, or choose somebody else.'
    case 'not-practice-consultant':
      return 'They are not a practice consultant in this service. Choose somebody else.'
    case 'suspended':
      return `Their approval has been suspended since ${formatInstant(refusal.since)}. Choose somebody else.`
    case 'template-place-unknown':
      return 'That place is closed or not on the list. Choose another, or none.'
    case 'no-toil-kept':
      return 'TOIL is kept for people on the register only. Choose another kind of leave.'
    case 'template-name-taken':
      return 'Another template has that name. Give this one its own.'
    case 'shift-has-open-work':
      return `They are out on ${referencesOf(refusal.numbers)} on this shift. Take that work back first.`
    case 'shift-was-worked':
      return `They worked on ${referencesOf(refusal.numbers)} on this shift, so it stays theirs. Its times can still be put right.`
  }
}

const referencesOf = (numbers: readonly number[]): string => numbers.map((number) => `R-${number}`).join(', ')

/**
 * A warning, never a refusal, that somebody would have under eleven hours between two pieces of work (WTR 1998 reg 10). Whom other work
 * is for is not said, because colleagues read it too.
 *
 * @example restWords('Liam Farrell', conflict) // 'Liam Farrell would have 8h of rest: one shift ends Fri 20 November 00:00, …'
 */
export const restWords = (
  name: string,
  { earlier, later, rest, earliestStart }: RestConflict<Pick<WorkPiece, 'startsAt' | 'endsAt' | 'whose'>>,
): string =>
  `${name} would have ${formatMinutes(Math.max(0, rest))} of rest: ${earlier.whose ? 'other work' : 'one shift'} ends ${formatInstant(earlier.endsAt)}, ` +
  `${later.whose ? 'other work' : earlier.whose ? 'the shift' : 'the next'} starts ${formatInstant(later.startsAt)}. Eleven hours run to ${formatInstant(earliestStart)}.`

/**
 * What somebody should hear before a shift is theirs, none of which refuses it: that they are away on its day (why is not said, because
 * colleagues read it too), and too little rest.
 *
 * @example takingWords('Liam Farrell', taking) // ['Liam Farrell is away on Fri 20 November.']
 */
export const takingWords = (
  name: string,
  {
    away,
    conflicts,
  }: { readonly away: LondonDay | null; readonly conflicts: readonly Parameters<typeof restWords>[1][] },
): readonly string[] => [
  ...(away === null ? [] : [`${name} is away on ${formatDayShort(away)}.`]),
  ...conflicts.map((conflict) => restWords(name, conflict)),
]
