import type { MyJob } from '#shared/allocations/contract.ts'
import { ageOn } from '#shared/referrals/birthOrAge.ts'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf, compareByLimit } from '#shared/referrals/clocks.ts'
import { referralNumber, requests } from '#shared/referrals/referral.ts'
import { sentences, withoutStop } from '#shared/referrals/sentences.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
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

/** The clock at the top of the card: the legal limit that comes first, or else the time to assess by, which is local. */
export function clockReading({ powers, referral }: MyJob, now: Instant): ClockReading | null {
  const running = powers.filter(({ endedAt }) => endedAt === null)
  const [first] = running
    .map((power) => ({ power, clock: clockOf(power, now) }))
    .toSorted((a, b) => compareByLimit(a.clock, b.clock))
  if (!first) return localReading(referral, now)
  const { power, clock } = first
  const name = powerNames[power.kind].full
  const rule = ruleInForce(power.kind, power.startedAt ?? now)
  const ends =
    clock.limitAt === null
      ? 'find out when it began'
      : `${now < clock.limitAt ? 'ends' : 'ended'} ${formatInstant(clock.limitAt, londonDayOf(now))}`
  return {
    kind: 'legal',
    state: clock.state,
    limitAt: clock.limitAt,
    soonAt: clock.limitAt && addMinutes(clock.limitAt, -rule.warnAt[0]),
    startedAt: power.startedAt,
    fractionLeft: clock.fractionLeft,
    label: `${name} ${ends}`,
  }
}

function localReading({ assessBy, acceptedAt }: Referral, now: Instant): ClockReading | null {
  if (assessBy === null) return null
  const label = `Local target: assess by ${formatInstant(assessBy, londonDayOf(now))}`
  return { kind: 'local', state: now > assessBy ? 'over' : 'calm', limitAt: assessBy, startedAt: acceptedAt, label }
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
