import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { addHours, earliest, addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { powerKinds, type PowerKind } from './clockRules.ts'
import type { RequestCode } from './referral.ts'
import type { ReferralRefusal } from './words.ts'

/** Which powers a request may come with, and whether one must: the clock is the reason for the call. */
export interface PowersOfRequest {
  readonly needed: boolean
  readonly kinds: readonly PowerKind[]
}

const bringing = (...kinds: readonly PowerKind[]): PowersOfRequest => ({ needed: true, kinds })
const mayRun = (...kinds: readonly PowerKind[]): PowersOfRequest => ({ needed: false, kinds })

/**
 * What is asked for says which legal clock may be running. A section 136 has two starts in law (arrival, or the decision to keep
 * somebody who is at a place of safety already: MHA 1983 s.136(2A)), a section 135 likewise (s.135(3ZA)). Section 5 holds
 * in-patients who are not detained, so it does not fit somebody on section 2.
 */
export const powersOfRequest: Record<RequestCode, PowersOfRequest> = {
  s136: bringing('s136', 's136-kept'),
  's5-2': bringing('s5-2'),
  assessment: mayRun(...powerKinds),
  'warrant-135-1': mayRun(),
  's13-4': mayRun(...powerKinds),
  advice: mayRun(...powerKinds),
  's5-4': bringing('s5-4'),
  s4: bringing('s4'),
  's2-to-s3': mayRun(),
  'cto-recall': bringing('cto-recall'),
  cto: mayRun('cto-recall'),
  guardianship: mayRun(),
  s135: bringing('s135', 's135-kept'),
  unsure: mayRun(...powerKinds),
}

/** Hours in 30 days: the longest of these powers is 72 hours, so an older start is a slip of the keys. */
const OLDEST_START_HOURS = 30 * 24
const OLDEST_CALL_HOURS = 366 * 24
/** Two machines' clocks differ by a little; the time of the call is taken from the screen, not typed. */
const CLOCKS_DIFFER_MINUTES = 2

export interface CallTold {
  readonly request: RequestCode
  readonly receivedAt: Instant
  readonly power: { readonly kind: PowerKind; readonly startedAt: Instant | null } | null
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
}

type CallRefusal = Exclude<
  Extract<ReferralRefusal, { readonly field: string }>,
  { readonly code: 'council-not-acted-for' | 'place-unknown' }
>

/**
 * Decides whether a call may be saved as a referral. Only what cannot be so is refused; what is not known yet is an answer.
 *
 * @returns when the call came in, never later than now
 * @example decideReceive({ request: 's136', receivedAt, power: null, bornOn: null, ageYears: 71 }, now) // refused: power-needed
 */
export function decideReceive(call: CallTold, now: Instant): Outcome<{ readonly receivedAt: Instant }, CallRefusal> {
  const { receivedAt, power } = call
  const received = receivedFault(receivedAt, now)
  if (received !== null) return refuse({ code: received, field: 'receivedAt', now })
  const allowed = powersOfRequest[call.request]
  if (power === null && allowed.needed) return refuse({ code: 'power-needed', field: 'power' })
  if (power !== null && !allowed.kinds.includes(power.kind))
    return refuse({ code: 'power-does-not-fit', field: 'power.kind' })
  const start = startFault(power?.startedAt ?? null, now)
  if (start === 'in-future') return refuse({ code: 'power-start-in-future', field: 'power.startedAt', now })
  if (start === 'too-old') return refuse({ code: 'power-start-too-old', field: 'power.startedAt' })
  const birth = checkBirth(call, londonDayOf(now))
  return birth.ok ? done({ receivedAt: earliest(receivedAt, now) }) : birth
}

/** What cannot be so about when a call came in, or null. */
export function receivedFault(
  receivedAt: Instant,
  now: Instant,
): 'received-in-future' | 'received-too-long-ago' | null {
  if (receivedAt > addMinutes(now, CLOCKS_DIFFER_MINUTES)) return 'received-in-future'
  return receivedAt < addHours(now, -OLDEST_CALL_HOURS) ? 'received-too-long-ago' : null
}

/** What cannot be so about the start of a power, or null. A start that nobody knows yet has no fault. */
export function startFault(startedAt: Instant | null, now: Instant): 'in-future' | 'too-old' | null {
  if (startedAt === null) return null
  if (startedAt > now) return 'in-future'
  return startedAt < addHours(now, -OLDEST_START_HOURS) ? 'too-old' : null
}

export type BirthRefusal = Extract<ReferralRefusal, { readonly code: 'born-in-future' | 'born-and-aged' }>

/** A person has a date of birth or an age that was told, not both, and nobody was born tomorrow. */
export function checkBirth(
  told: { readonly bornOn: LondonDay | null; readonly ageYears: number | null },
  today: LondonDay,
): Outcome<null, BirthRefusal> {
  if (told.bornOn !== null && told.ageYears !== null) return refuse({ code: 'born-and-aged', field: 'ageYears' })
  if (told.bornOn !== null && told.bornOn > today) return refuse({ code: 'born-in-future', field: 'bornOn' })
  return done(null)
}

/** A council as far as this rule needs it. */
export interface CouncilActedFor<Id> {
  readonly id: Id
  readonly actedFor: boolean
}

/**
 * On whose behalf an AMHP would act: the council that was named, or the first that the service acts for when none was
 * (MHA 1983 s.13(1): the council of the area where the person is).
 *
 * @example decideCouncil(null, councils) // the first that the service acts for
 */
export function decideCouncil<Id>(
  asked: Id | null,
  councils: readonly CouncilActedFor<Id>[],
): Outcome<Id, Extract<ReferralRefusal, { readonly code: 'council-not-acted-for' }>> {
  const found = councils.find((council) => council.actedFor && (asked === null || council.id === asked))
  return found ? done(found.id) : refuse({ code: 'council-not-acted-for', field: 'councilId' })
}
