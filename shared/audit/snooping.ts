import type { CouncilId, PersonId, ReferralId } from '../kernel/ids.ts'
import type { Role } from '../kernel/permission.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { Span } from '../time/span.ts'

/** One look as the rules see it: a whole record that was opened, or a search with what it found. */
export interface Look {
  readonly readerId: PersonId
  readonly at: Instant
  readonly kind: 'view' | 'search'
  /** Whose record was opened, or whom a search found. */
  readonly people: readonly ReferralId[]
  /** The opening with a reason under which it was seen, if it was. */
  readonly grantId: string | null
}

/** Something that somebody recorded on a referral, or that gave it to them. */
export interface Deed {
  readonly personId: PersonId
  readonly referralId: ReferralId
  readonly at: Instant
  readonly what: 'received' | 'worked' | 'given' | 'taken-off'
}

export interface Reader {
  readonly id: PersonId
  readonly name: string
  readonly phone: string
  readonly roles: readonly Role[]
  /** The councils that they act for; none for somebody who works for the whole service. */
  readonly councilIds: readonly CouncilId[]
  readonly shifts: readonly Span[]
}

/** What the rules compare of a referred person. It stays in the hub: a flag holds ids and codes only. */
export interface Referred {
  readonly id: ReferralId
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly nhsNumber: string
  /** Telephones on the record, as they were typed. */
  readonly phones: readonly string[]
  readonly councilId: CouncilId
  readonly closedAt: Instant | null
}

/** One day of looking, with all that is needed to tell work from curiosity. */
export interface DayOfLooks {
  readonly looks: readonly Look[]
  readonly deeds: readonly Deed[]
  readonly readers: readonly Reader[]
  readonly people: readonly Referred[]
}

/** The patterns that are looked for, each with the question that a reviewer asks. */
export const suspicions = {
  'same-surname': 'Opened somebody with their own surname, and did no work on it',
  colleague: 'Opened the record of a colleague, by name or telephone',
  'own-contact': 'Opened a record that holds their own telephone',
  'many-people': 'Opened more people within an hour than their role usually does',
  'long-closed': 'Opened a case closed long ago, without other work for that person',
  'other-team': 'Opened a person of a council that they do not act for, and did no work on it',
  'taken-off': 'Opened a record after it was taken off them',
  fishing: 'Searched again and again, and opened nothing of what was found',
  'opened-without-need': 'Opened a restricted record with a reason, and did nothing with it',
  'out-of-hours': 'Opened records at night or at the weekend, on no shift and without work',
} as const
export type Suspicion = keyof typeof suspicions
export const suspicionCodes = Object.keys(suspicions) as Suspicion[]

/** One line for the review sheet: who, whose record, when first and last, how often. */
export interface Flag {
  readonly suspicion: Suspicion
  readonly readerId: PersonId
  readonly referralId: ReferralId | null
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly times: number
}
