import { formatMinutes } from '../time/minutes.ts'
import type { Instant } from '../time/instant.ts'
import { formatDate, formatInstant, type LondonDay } from '../time/london.ts'
import { stayWords, type StaysBehind } from './goingAlong.ts'
import { overLeaveWords, type OverLeaveRefusal } from './overLeave.ts'

/** Refusals of drafts, patterns, swaps, leave and call-ins. */
export type PlanningRefusal =
  | { readonly code: 'nothing-to-publish' }
  | {
      readonly code: 'publish-stopped'
      readonly findings: readonly { readonly key: string; readonly title: string; readonly text: string }[]
    }
  | { readonly code: 'draft-not-found' }
  | { readonly code: 'notice-not-found' }
  | { readonly code: 'exception-not-found' }
  | { readonly code: 'pattern-not-found' }
  | { readonly code: 'place-not-found' }
  | { readonly code: 'need-not-found' }
  | { readonly code: 'shared-duty-not-found' }
  | { readonly code: 'shared-duty-name-taken'; readonly field: 'name' }
  | { readonly code: 'exception-taken'; readonly field: 'day' }
  | { readonly code: 'day-is-past'; readonly field: 'firstDay' | 'day' }
  | { readonly code: 'council-unknown'; readonly field: 'councilId' }
  | { readonly code: 'team-unknown'; readonly field: 'teamId' }
  | { readonly code: 'setting-day-taken'; readonly field: 'effectiveFrom' }
  | { readonly code: 'office-hours-backwards'; readonly field: 'officeUntil' }
  | { readonly code: 'pattern-name-taken'; readonly field: 'name' }
  | { readonly code: 'pattern-place-taken'; readonly field: 'personId' }
  | { readonly code: 'pattern-too-long'; readonly field: 'weeks'; readonly longest: number }
  | { readonly code: 'days-the-wrong-way-round'; readonly field: 'lastDay' }
  | { readonly code: 'too-many-days'; readonly field: 'lastDay'; readonly longest: number }
  | { readonly code: 'setting-not-ahead'; readonly field: 'effectiveFrom' }
  | { readonly code: 'offer-not-found' }
  | {
      readonly code: 'offer-closed'
      readonly state: string
      readonly byName: string | null
      readonly at: Instant | null
    }
  | { readonly code: 'shift-offered-already' }
  | { readonly code: 'shift-has-begun'; readonly startsAt: Instant }
  | {
      readonly code: 'part-not-of-the-shift'
      readonly field: 'part'
      readonly startsAt: Instant
      readonly endsAt: Instant
    }
  | { readonly code: 'offer-needs-a-shift-in-return'; readonly field: 'inReturnShiftId' }
  | { readonly code: 'return-shift-unknown'; readonly field: 'inReturnShiftId' }
  | { readonly code: 'own-offer' }
  | { readonly code: 'not-meant-for-you' }
  | { readonly code: 'return-not-agreed' }
  | OverLeaveRefusal
  | { readonly code: 'leave-not-found' }
  | { readonly code: 'leave-decided'; readonly state: string }
  | { readonly code: 'own-leave' }
  | { readonly code: 'leave-ends-before-it-starts'; readonly field: 'lastDay' }
  | { readonly code: 'leave-too-long'; readonly field: 'lastDay'; readonly longest: number }
  | { readonly code: 'part-is-over'; readonly at: Instant }
  | { readonly code: 'part-of-toil-only'; readonly field: 'kind' }
  | { readonly code: 'part-of-more-days'; readonly field: 'lastDay' }
  | { readonly code: 'part-ends-before-it-starts'; readonly field: 'partEndsAt' }
  | {
      readonly code: 'back-outside-leave'
      readonly field: 'backOn'
      readonly firstDay: LondonDay
      readonly lastDay: LondonDay
    }
  | { readonly code: 'leave-breaks-cover'; readonly shifts: number; readonly gaps: number }
  | {
      readonly code: 'leave-more-toil-than-owed'
      readonly asked: number
      readonly balance: number
      readonly debitAllowed: number
    }
  | { readonly code: 'leave-toil-day-unknown' }
  | { readonly code: 'leave-payroll-closed' }
  | { readonly code: 'call-in-not-found' }
  | { readonly code: 'call-in-closed' }
  | { readonly code: 'call-in-needs-pay'; readonly field: 'pay' }
  | { readonly code: 'import-not-found' }
  | { readonly code: 'nothing-to-import' }
  | { readonly code: 'import-changed' }
  | { readonly code: 'shift-is-over'; readonly endsAt: Instant }
  | { readonly code: 'not-taken-over' }
  | { readonly code: 'too-late-to-give-back'; readonly at: Instant }
  | { readonly code: 'work-under-way'; readonly numbers: readonly number[] }
  /** `name` is null and `jobs` empty when only the database knows which it is. */
  | {
      readonly code: 'work-cannot-go'
      readonly field: 'toPersonId'
      readonly name: string | null
      readonly jobs: readonly StaysBehind[]
    }

/** Those that say the same whatever happened. */
type FixedRefusal = Exclude<
  PlanningRefusal,
  {
    readonly code:
      | 'publish-stopped'
      | 'offer-closed'
      | 'shift-has-begun'
      | 'part-not-of-the-shift'
      | 'over-leave'
      | 'pattern-too-long'
      | 'too-many-days'
      | 'leave-decided'
      | 'leave-too-long'
      | 'part-is-over'
      | 'back-outside-leave'
      | 'leave-breaks-cover'
      | 'leave-more-toil-than-owed'
      | 'shift-is-over'
      | 'too-late-to-give-back'
      | 'work-under-way'
      | 'work-cannot-go'
  }
>

const isFixed = (refusal: PlanningRefusal): refusal is FixedRefusal => refusal.code in sentences

const sentences: Readonly<Record<FixedRefusal['code'], string>> = {
  'nothing-to-publish': 'Nothing on these days is changed in the draft.',
  'draft-not-found': 'That shift is not in the draft. Open the week again.',
  'notice-not-found': 'That notice is not yours. Open your rota again.',
  'exception-not-found': 'That exception is not on this rota, or has been ended. Open the list again.',
  'pattern-not-found': 'That pattern is not in this service. Open the list again.',
  'place-not-found': 'That place in a pattern is not in this service. Open the list again.',
  'need-not-found': 'That minimum is not in this service. Open the list again.',
  'shared-duty-not-found': 'That shared duty is not in this service. Open the list again.',
  'shared-duty-name-taken': 'Another shared duty has that name. Give this one its own.',
  'exception-taken': 'Somebody set that day by hand at the same time. Open the list again.',
  'day-is-past': 'That day is over, and the past stays as it was. Give today or a later day.',
  'council-unknown': 'Choose one of this service’s councils.',
  'team-unknown': 'Choose one of this service’s teams.',
  'setting-day-taken': 'The rota has settings from that day already. They stay as they were: give a later day.',
  'office-hours-backwards': 'Office hours end after they begin. Check both times.',
  'pattern-name-taken': 'Another pattern has that name. Give this one its own.',
  'pattern-place-taken': 'They follow a pattern on some of these days already. End that place first.',
  'days-the-wrong-way-round': 'The last day is before the first. Check both days.',
  'setting-not-ahead': 'A setting holds from today or a later day, so that the past stays as it was. Give a later day.',
  'offer-not-found': 'That offer is not on this rota. Open your rota again.',
  'shift-offered-already': 'This shift is offered already. Withdraw that offer first.',
  'offer-needs-a-shift-in-return': 'This is a swap: choose which of your shifts they get for it.',
  'return-shift-unknown': 'Choose one of your own shifts that is still to come.',
  'own-offer': 'This is your own shift. Withdraw the offer to keep it.',
  'not-meant-for-you': 'This shift was offered to somebody else.',
  'return-not-agreed':
    'Whoever offered it has not said yes to the shift in return yet. Until then turn it down, or move the shifts yourself.',
  'leave-not-found': 'That leave is not on this rota. Open the list again.',
  'own-leave': 'Somebody else decides about your own leave.',
  'leave-ends-before-it-starts': 'The last day is before the first. Check both days.',
  'part-of-toil-only': 'Only TOIL is taken by the hour. Choose TOIL, or leave the times empty for whole days.',
  'part-of-more-days': 'Hours are of one day. Give the same day twice, or leave the times empty for whole days.',
  'part-ends-before-it-starts': 'The end is not after the start. Check both times: they are of one day.',
  'leave-toil-day-unknown':
    'The register does not say their contracted hours, so a day of TOIL has no length. Add the hours there, or book the TOIL with its length on their TOIL page.',
  'leave-payroll-closed':
    'Payroll has closed over some of these days, so their TOIL can no longer change. Correct it with a new entry on an open day, or open payroll again first.',
  'call-in-not-found': 'That call-in is not on this rota. Open the list again.',
  'call-in-closed': 'Somebody comes in for this already, or it is no longer needed.',
  'call-in-needs-pay': 'Say whether coming in is paid or given back as TOIL.',
  'import-not-found': 'Nothing of that import is left in the draft.',
  'not-taken-over': 'This shift was not taken over from anybody, or has been changed since.',
  'import-changed': 'The rota has changed since you looked. Nothing was imported: look at the differences again.',
  'nothing-to-import': 'No line of this sheet would change the rota.',
}

/** @example planningWords({ code: 'own-offer' }) // 'This is your own shift. Withdraw the offer to keep it.' */
export function planningWords(refusal: PlanningRefusal): string {
  if (isFixed(refusal)) return sentences[refusal.code]
  switch (refusal.code) {
    case 'publish-stopped': {
      const [first] = refusal.findings
      const more = refusal.findings.length - 1
      return `Not published. ${first ? `${first.title}: ${first.text}` : ''}${more > 0 ? ` And ${more} more.` : ''}`
    }
    case 'offer-closed':
      return refusal.byName !== null && refusal.at !== null
        ? `${refusal.byName} took this at ${formatInstant(refusal.at)}.`
        : 'This is no longer offered. Nothing was changed.'
    case 'shift-has-begun':
      return `This shift began at ${formatInstant(refusal.startsAt)}. Ring whoever plans the rota.`
    case 'part-not-of-the-shift':
      return `Give a part inside ${formatInstant(refusal.startsAt)} to ${formatInstant(refusal.endsAt)} that leaves you at least half an hour, and is one itself.`
    case 'over-leave':
      return overLeaveWords(refusal.away)
    case 'pattern-too-long':
      return `A pattern has 1 to ${refusal.longest} weeks.`
    case 'too-many-days':
      return `That is more than ${refusal.longest} days at once. Choose fewer.`
    case 'leave-decided':
      return `This leave is ${refusal.state} already.`
    case 'leave-too-long':
      return `One request is for ${refusal.longest} days at most. Ask for the rest in a second one.`
    case 'part-is-over':
      return `These hours were over at ${formatInstant(refusal.at)}. Ask whoever plans the rota to put it right.`
    case 'back-outside-leave':
      return `Give a day of this leave, ${formatDate(refusal.firstDay)} to ${formatDate(refusal.lastDay)}: the first on which they work again.`
    case 'shift-is-over':
      return `This shift ended at ${formatInstant(refusal.endsAt)}. Correct the rota instead.`
    case 'too-late-to-give-back':
      return `This was taken over at ${formatInstant(refusal.at)}, more than an hour ago. Take it over again, the other way round.`
    case 'work-under-way':
      return `They have set off for ${refusal.numbers.map((number) => `R-${number}`).join(', ')}. Take the shift over again, the other way round, once they have spoken.`
    case 'work-cannot-go':
      return stayWords(refusal.name, refusal.jobs)
    case 'leave-more-toil-than-owed': {
      const allowed = refusal.debitAllowed > 0 ? `, and may take ${formatMinutes(refusal.debitAllowed)} in advance` : ''
      return `These days take ${formatMinutes(refusal.asked)} of TOIL. They are owed ${formatMinutes(refusal.balance)}${allowed}. Agree to fewer days, or to another kind of leave.`
    }
    case 'leave-breaks-cover':
      return `${refusal.shifts} of their shifts fall on these days${refusal.gaps > 0 ? `, and cover falls short ${refusal.gaps} times` : ''}. Find cover first, or agree to it all the same.`
  }
}
