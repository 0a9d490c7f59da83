import type { AllocationRow, CallAtDoor, MyJob } from '#shared/allocations/contract.ts'
import { whereItStands } from '#shared/allocations/progress.ts'
import { ageOn } from '#shared/referrals/birthOrAge.ts'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf } from '#shared/referrals/clocks.ts'
import { pressingOf, shortOf, type LegalClock } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber, requests, sources } from '#shared/referrals/referral.ts'
import { sentences, withoutStop } from '#shared/referrals/sentences.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { shortMoment } from '#client/allocations/moments.ts'
import { legalReading } from '#shared/referrals/law/legalReading.ts'
import type { ClockReading } from '#client/ui/clockFace.ts'
import type { IconName } from '#client/ui/Icon.tsx'

type Referral = MyJob['referral']

export const nameOf = ({ firstName, lastName }: Pick<Referral, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim()

/** @example aboutWords(referral, today) // '42, woman · Section 136 · R-2424' */
export function aboutWords(referral: Referral, today: LondonDay): string {
  const { bornOn, ageYears, ageIsEstimate, gender } = referral
  const age = bornOn === null ? ageYears : ageOn(bornOn, today)
  const aged = age === null ? 'age not known' : bornOn === null && ageIsEstimate ? `about ${age}` : String(age)
  const person = gender === '' ? aged : `${aged}, ${gender}`
  return [person, requests[referral.request], referralNumber(referral.number)].join(' · ')
}

/** The clock at the top of the card: the limit of the law that presses most, or else the time to assess by, which is local and over on arrival. */
export function clockReading(
  job: MyJob,
  now: Instant,
  arrivedAt: Instant | null = job.allocation.arrivedAt,
): ClockReading | null {
  const clock = pressingOf(job, now)
  if (clock === null) return arrivedAt === null ? localReading(job.referral, now) : null
  const moment = (at: Instant): string => formatInstant(at, londonDayOf(now))
  const reading = legalReading(clock, job.powers, moment, now)
  if (clock.of === 'limit') return { ...reading, label: `${reading.label}, ${shortOf(clock)}` }
  return { ...reading, ...powerWords(job, clock, moment, now) }
}

/** In full, and from when on it is near, for a phone that may be without a signal by then. */
function powerWords(
  { powers }: MyJob,
  { kind, limitAt }: LegalClock & { readonly of: 'power' },
  moment: (at: Instant) => string,
  now: Instant,
): Pick<ClockReading, 'label' | 'soonAt' | 'startedAt'> {
  const name = powerNames[kind].full
  const power = powers.find((one) => one.endedAt === null && clockOf(one, now).limitAt === limitAt && one.kind === kind)
  const startedAt = power?.startedAt ?? null
  if (limitAt === null) return { label: `${name} find out when it began`, soonAt: null, startedAt }
  const soonAt = addMinutes(limitAt, -ruleInForce(kind, startedAt ?? now).warnAt[0])
  return { label: `${name} ${now < limitAt ? 'ends' : 'ended'} ${moment(limitAt)}`, soonAt, startedAt }
}

function localReading({ assessBy, acceptedAt }: Referral, now: Instant): ClockReading | null {
  if (assessBy === null) return null
  const label = `Local target: assess by ${formatInstant(assessBy, londonDayOf(now))}`
  return { kind: 'local', state: now > assessBy ? 'over' : 'calm', limitAt: assessBy, startedAt: acceptedAt, label }
}

const stepsShown = [
  ['accepted', 'Accepted', 'acceptedAt'],
  ['travelling', 'Travelling', 'setOffAt'],
  ['arrived', 'Arrived', 'arrivedAt'],
  ['finished', 'Finished', 'finishedAt'],
] as const

/**
 * How far a job has come: each step with its time, and with its day where that is not today. Work goes on past midnight.
 *
 * @example stepsOf(row, now)[0] // { words: 'Accepted', time: 'Thu 23:40', isCurrent: false }
 */
export function stepsOf(row: AllocationRow, now: Instant) {
  const state = whereItStands(row)
  const current = state === 'outcome-recorded' ? 'arrived' : state
  return stepsShown.map(([step, words, field]) => {
    const at = row[field]
    return { words, time: at && shortMoment(at, now), isCurrent: step === current }
  })
}

/** One thing to know before the door. `w` asks for care, `ok` is good to know. */
export interface KnowLine {
  readonly look: 'ok' | 'w' | ''
  readonly icon: IconName
  readonly words: string
}

const who = {
  'first-doctor': 'First doctor',
  'second-doctor': 'Second doctor',
  bed: 'Bed',
  ambulance: 'Ambulance',
  police: 'Police',
  interpreter: 'Interpreter',
} as const
const stands = { 'not-yet': 'not asked yet', asked: 'asked', agreed: 'agreed', trouble: 'trouble' } as const

/**
 * What a later caller told, for whoever is on the way: where the person is said to be, a danger, then the words.
 *
 * @example callWords(call) // 'Now at: 4 Mill Lane. Risk to staff: a dog. She has left the house. Crisis team, Nurse Adair.'
 */
export function callWords({
  place,
  placeBefore,
  happening,
  riskToStaff,
  riskDetail,
  source,
  callerName,
}: CallAtDoor): string {
  const risk = riskToStaff === 'yes' ? `Risk to staff${riskDetail && `: ${riskDetail}`}` : ''
  const from = [sources[source], callerName].filter(Boolean).join(', ')
  return sentences(place && whereWords(place, placeBefore), risk, happening, from)
}

/** Not the old place once more: somebody may have it in their head, and on their way. */
const whereWords = (place: string, before: string | null | undefined): string =>
  typeof before !== 'string' ? `Now at: ${place}` : `The place is changed to ${place}. Before: ${before}`

/** What to know before the door: risk first, then what stands ready, then what the person asks for. */
export function knowLines({ referral, arrangements, decision }: MyJob): readonly KnowLine[] {
  return [
    riskLine(referral, decision),
    ...arrangements.flatMap(({ kind, state, note }): readonly KnowLine[] => {
      if (state === 'not-needed') return []
      const words = `${who[kind]} ${stands[state]}${note === '' ? '' : `: ${note}`}`
      if (state === 'agreed') return [{ look: 'ok', icon: 'check', words }]
      return [{ look: state === 'trouble' ? 'w' : '', icon: state === 'trouble' ? 'triangle' : 'clock', words }]
    }),
    ...noted('', 'person', referral.asksFor && `Asks for: ${referral.asksFor}`),
    ...noted('', 'person', referral.interpreter && `Interpreter: ${referral.interpreter}`),
    ...noted('w', 'person', referral.nearestRelative && `Nearest relative: ${referral.nearestRelative}`),
  ]
}

/**
 * Risk in one line. Where triage has said something too, who said what and when: two bare lines could contradict each other, and the one
 * at the door could not tell which holds.
 */
function riskLine(referral: Referral, decision: MyJob['decision']): KnowLine {
  const { riskToStaff, riskDetail, takenByName, receivedAt } = referral
  const atIntake = intakeRisk[riskToStaff]
  if (!decision?.risk) {
    const more = riskDetail || (riskToStaff === 'none-known' ? '' : 'Ring the hub before you go in.')
    return { ...atIntake, words: sentences(atIntake.words, more) }
  }
  const today = londonDayOf(decision.at)
  const said = `${atIntake.short}${riskDetail && `: ${withoutStop(riskDetail)}`} (${takenByName}, ${formatInstant(receivedAt, today)})`
  const triage = `${withoutStop(decision.risk)} (${decision.byName}, ${formatInstant(decision.at, today)})`
  // A tick beside what triage adds would say that all is well.
  const look =
    riskToStaff === 'none-known' ? ({ look: '', icon: 'note' } as const) : { look: atIntake.look, icon: atIntake.icon }
  return { ...look, words: `Risk to staff, at intake: ${said}. At triage: ${triage}.` }
}

const intakeRisk = {
  'none-known': { look: 'ok', icon: 'check', words: 'No known risk to staff.', short: 'none known' },
  yes: { look: 'w', icon: 'triangle', words: 'Risk to staff.', short: 'yes' },
  'not-asked': { look: 'w', icon: 'triangle', words: 'Risk to staff has not been asked.', short: 'not asked' },
} as const satisfies Record<Referral['riskToStaff'], KnowLine & { short: string }>

const noted = (look: KnowLine['look'], icon: IconName, words: string | undefined): readonly KnowLine[] =>
  words ? [{ look, icon, words }] : []
