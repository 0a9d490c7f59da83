import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatDay, formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { changedWords } from '../changedWords.ts'

export type LimitRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'limit-not-found' }
  | { readonly code: 'person-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'applicant-missing'; readonly field: 'personId' }
  | { readonly code: 'detention-end-missing'; readonly field: 'secondAt' }
  | { readonly code: 'limit-start-in-future'; readonly field: 'startedAt'; readonly now: Instant }
  | { readonly code: 'limit-start-too-old'; readonly field: 'startedAt' }
  | { readonly code: 'nothing-to-correct'; readonly field: 'startedAt' }
  | {
      readonly code: 'correction-reason-missing'
      readonly field: 'correctionReason'
      readonly recorded: Instant | null
    }
  | { readonly code: 'limit-already-ended'; readonly at: Instant }
  | { readonly code: 'ending-does-not-fit'; readonly field: 'how' }
  | { readonly code: 'limit-ended-in-future'; readonly field: 'endedAt'; readonly now: Instant }
  | { readonly code: 'limit-ended-before-it-started'; readonly field: 'endedAt'; readonly startedAt: Instant }
  | { readonly code: 'limit-start-not-recorded' }
  | { readonly code: 'no-renewal-in-law'; readonly provision: string }
  | { readonly code: 'renewal-by'; readonly field: 'by' }
  | { readonly code: 'renewal-in-future'; readonly field: 'reportedOn'; readonly now: Instant }
  | { readonly code: 'renewal-too-late'; readonly field: 'reportedOn'; readonly lastDay: LondonDay }
  | { readonly code: 'renewal-too-early'; readonly field: 'reportedOn'; readonly firstDay: LondonDay }
  | { readonly code: 'no-hold-in-law'; readonly provision: string }
  | { readonly code: 'already-held' }
  | { readonly code: 'hold-in-future'; readonly field: 'madeAt' | 'disposedAt'; readonly now: Instant }
  | { readonly code: 'hold-too-late'; readonly field: 'madeAt'; readonly limitAt: Instant }
  | { readonly code: 'hold-ends-before-it-begins'; readonly field: 'disposedAt' }

const sentences: { [Code in LimitRefusal['code']]: (refusal: Extract<LimitRefusal, { code: Code }>) => string } = {
  'referral-not-found': () => 'There is no such referral in this service. Check the reference.',
  'limit-not-found': () => 'That limit is not on this referral, or was corrected since. Open the record again.',
  'person-not-found': () => 'Choose an AMHP of this service from the list.',
  'changed-since-seen': changedWords,
  'applicant-missing': () => 'Choose the AMHP who saw the person: the days count for them alone.',
  'detention-end-missing': () =>
    'Give the end of that detention: after it nobody is retaken. While nobody knows it, say that the first day is not known yet.',
  'limit-start-in-future': ({ now }) =>
    `It cannot have started later than now, ${formatInstant(now)}. Check the time and the day.`,
  'limit-start-too-old': () => 'That is more than twenty years ago. Check the date.',
  'nothing-to-correct': () => 'That is what is already recorded. Nothing to change.',
  'correction-reason-missing': ({ recorded }) =>
    recorded
      ? `The start is recorded as ${formatInstant(recorded)}. Say why it changes: both stay on the record.`
      : 'Say where the date comes from.',
  'limit-already-ended': ({ at }) => `It ended on ${formatInstant(at)}. Record a new one if it began again.`,
  'ending-does-not-fit': () => 'Choose how it ended from the list.',
  'limit-ended-in-future': ({ now }) => `It cannot have ended later than now, ${formatInstant(now)}.`,
  'limit-ended-before-it-started': ({ startedAt }) => `It started on ${formatInstant(startedAt)}. Give a later end.`,
  'limit-start-not-recorded': () => 'Record when it started first: everything else counts from there.',
  'no-renewal-in-law': ({ provision }) => `The law knows no renewal under ${provision}: it ends when it ends.`,
  'renewal-by': () =>
    'Only the responsible clinician or appropriate practitioner renews, by a report. Choose who made it.',
  'renewal-in-future': ({ now }) => `The report cannot be later than today, ${formatDay(londonDayOf(now))}.`,
  'renewal-too-late': ({ lastDay }) =>
    `The period ended with ${formatDay(lastDay)}. It can be renewed only before that: tell the Mental Health Act office that it ran out.`,
  'renewal-too-early': ({ firstDay }) =>
    `The examination falls in the last two months, from ${formatDay(firstDay)}. Check the date of the report.`,
  'no-hold-in-law': ({ provision }) =>
    `The law does not hold ${provision} open for the county court: only section 2 (section 29(4)).`,
  'already-held': () => 'That application is recorded already. Add the court’s decision when it comes.',
  'hold-in-future': ({ now }) => `That cannot be later than now, ${formatInstant(now)}.`,
  'hold-too-late': ({ limitAt }) =>
    `Section 2 ended with ${formatDay(londonDayOf(addMinutes(limitAt, -1)))}. Only an application made before that holds it open.`,
  'hold-ends-before-it-begins': () => 'The court cannot have decided before the application was made. Check the dates.',
}

export function limitWords(refusal: LimitRefusal): string {
  // The table has one entry for each code; the compiler cannot see that the code picks its own.
  const say = sentences[refusal.code] as (refusal: LimitRefusal) => string
  return say(refusal)
}
