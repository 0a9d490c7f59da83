import { powerKinds, powerNames } from '#shared/referrals/clockRules.ts'
import { limitFamilies, limitKinds } from '#shared/referrals/law/limitKinds.ts'
import { limitMoment } from '#shared/referrals/law/limitWords.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { Due, TargetKind } from './due.ts'

export type AlarmRefusal =
  | { readonly code: 'alarm-not-found' }
  | { readonly code: 'alarm-over' }
  | { readonly code: 'already-answered'; readonly byName: string; readonly at: Instant }

/** Why an alarm is not passed on by hand. */
export type PassOnRefusal =
  | AlarmRefusal
  | { readonly code: 'already-passed-on'; readonly toName: string | null }
  | { readonly code: 'nobody-further' }

export function alarmRefusalWords(refusal: PassOnRefusal): string {
  switch (refusal.code) {
    case 'alarm-not-found':
      return 'There is no such alarm in this service. Look at the board again.'
    case 'alarm-over':
      return 'This alarm is over: what it was about has ended or was corrected. Nothing is left to do.'
    case 'already-answered':
      return `${refusal.byName} has taken this, at ${formatInstant(refusal.at)}.`
    case 'already-passed-on':
      return `This has been passed on already: ${refusal.toName ?? 'nobody'} was told. Look who has it now.`
    case 'nobody-further':
      return 'Everybody further who can take this has been told, or nobody else can be. Take it yourself, or ring round.'
  }
}

const targetNames: Record<TargetKind, string> = {
  triage: 'Waiting for triage',
  review: 'To be looked at again',
  'assess-by': 'Time to assess by',
  accept: 'Offer without an answer',
  'hold-over': 'Held until then',
  asked: 'An answer that was asked for',
  's13-4-reasons': 'Reasons in writing, section 13(4)',
  's13-1b-follow-on': 'What follows section 2, section 13(1B)',
  's4-4-second': 'Second recommendation, section 4(4)',
  'detention-record': 'Record of a detention, not complete',
}

/** What a clock or a target is called. @example clockName('s136') // 'Section 136' */
export function clockName(kind: string): string {
  const power = powerKinds.find((one) => one === kind)
  if (power !== undefined) return powerNames[power].full
  const limit = limitKinds.find((one) => one === kind)
  if (limit !== undefined) return limitFamilies[limit].full
  // A page that was opened before an update may hear of a kind that it has no words for.
  return isTarget(kind) ? targetNames[kind] : 'Something that is due'
}

/** A limit as its kind is said: a day for what is counted in days, else to the minute. */
function limitWords(kind: string, at: Instant): string {
  const limit = limitKinds.find((one) => one === kind)
  return limit === undefined ? formatInstant(at) : limitMoment(limit, at)
}

export type Said = Pick<Due, 'kind' | 'point' | 'minutesBefore' | 'limitAt'>

/**
 * What an alarm says, by reference and never by name: others may hear it.
 *
 * @example alarmHead({ number: 2424, kind: 's136', point: 'limit', … }) // 'R-2424: Section 136 has passed its legal limit'
 */
export function alarmHead({ number, ...said }: Said & { readonly number: number }): string {
  return `${referralNumber(number)}: ${said.point === 'target' ? targetHead(said.kind) : pointHead(said)}`
}

function pointHead({ kind, point, minutesBefore }: Said): string {
  const name = clockName(kind)
  switch (point) {
    case 'limit':
      return `${name} has passed its legal limit`
    case 'warning':
      return `${name} is in its last ${lastWords(minutesBefore)}`
    case 'start-not-recorded':
      return `${name}: start still not recorded`
    case 'look-again':
      return `${name}: time to look at what comes next`
    case 'target':
      return targetHead(kind)
  }
}

/** What is said when a target has passed. */
const targetHeads: Record<TargetKind, string> = {
  triage: 'has waited for triage longer than the service’s target',
  review: 'is to be looked at again now',
  'hold-over': 'was held until now: take it up again',
  asked: 'an answer that was asked for has not come: chase it, or note that it will not come',
  's13-4-reasons': 'the nearest relative is still owed reasons in writing',
  's13-1b-follow-on': 'section 2 is half over: look whether a further application is needed',
  's4-4-second': 'section 4 has run two days: ask whether the second recommendation was given and received',
  'detention-record': 'the record of the detention is still not complete: add what it lacks, or say why not',
  accept: 'is offered and not accepted: ring them, or take it back',
  'assess-by': 'has passed the time to assess by',
}

const isTarget = (kind: string): kind is TargetKind => Object.hasOwn(targetNames, kind)

function targetHead(kind: string): string {
  if (isTarget(kind)) return targetHeads[kind]
  return `${clockName(kind)}: the service’s own target has passed`
}

const DAY = 24 * 60
const lastWords = (minutes: number): string =>
  minutes % DAY === 0 && minutes > DAY ? `${minutes / DAY} days` : formatMinutes(minutes)

/** The limit behind an alarm, in words; empty when none is known. @example 'The limit is Thu 12 November 18:32.' */
export function alarmLimit({ kind, point, limitAt }: Said): string {
  if (limitAt === null) return ''
  const when = limitWords(kind, limitAt)
  if (point === 'start-not-recorded') return `The limit is ${when} at the latest, counted from when it was recorded.`
  return point === 'limit' || point === 'target' ? `It was ${when}.` : `The limit is ${when}.`
}

/** Said of an alarm that could not be sent out of the hub: who has to be rung. @param toldName `null` when nobody is on duty */
export const ringWords = (toldName: string | null, tries: number): string =>
  `The message outside the hub did not go out (tried ${tries} times): ring ${toldName ?? 'whoever can come'}.`

/** Said of an alarm that came late, because no server ran; empty for one in time. */
export const lateWords = (lateSeconds: number): string =>
  lateSeconds < 60 ? '' : `Late by ${formatMinutes(Math.floor(lateSeconds / 60))}: the hub was not running.`
