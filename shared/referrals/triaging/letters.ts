import type { LetterId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { fullName } from '../personWords.ts'
import type { DecisionRow, ReferralDetail } from '../record.ts'
import { referralNumber, requests } from '../referral.ts'
import { triageLeadsTo, triageOutcomes } from '../triage.ts'
import type { AskedAltogether } from '../relatives.ts'
import { isRelativesRequest } from './tasks.ts'

/** Letters and messages that a decision leads to. The hub drafts and keeps them; people send them. */
export const letterKinds = {
  accepted: 'To the referrer: an AMHP will consider it',
  'more-information': 'To the referrer: more is needed',
  'no-assessment': 'To the referrer: no assessment, and why',
  redirected: 'To the referrer: passed to another council',
  'nr-reasons': 'To the nearest relative: reasons, section 13(4)',
  message: 'Short message to the referrer',
} as const
export type LetterKind = keyof typeof letterKinds
export const letterKindCodes = Object.keys(letterKinds) as [LetterKind, ...LetterKind[]]

export const sentWays = {
  post: 'By post',
  hand: 'By hand',
  email: 'By secure e-mail',
  read: 'Read out on the telephone',
} as const
export type SentWay = keyof typeof sentWays
export const sentWayCodes = Object.keys(sentWays) as [SentWay, ...SentWay[]]

export interface LetterRow {
  readonly id: LetterId
  readonly kind: LetterKind
  readonly addressee: string
  readonly text: string
  readonly keptByName: string
  readonly keptAt: Instant
  readonly sentAt: Instant | null
  readonly sentHow: SentWay | null
  readonly sentByName: string | null
}

export interface LetterParts {
  readonly referral: ReferralDetail
  /** The decision in force; `null` before there is one. */
  readonly decision: DecisionRow | null
  readonly council: { readonly name: string; readonly hubPhone: string }
  readonly signer: string
}

/** What still has to be written by a person stands between brackets: a letter with one of them left is not finished. */
const GAP = /\[[^\]\n]{3,}\]/

/** @example gapIn(text) // '[Say why, in words that the nearest relative may be told]' */
export const gapIn = (text: string): string | null => GAP.exec(text)?.[0] ?? null

/** Which letters a decision leads to, the likeliest first. */
export function lettersFor({
  referral,
  decision,
  calls,
}: Pick<LetterParts, 'referral' | 'decision'> & Pick<AskedAltogether, 'calls'>): readonly LetterKind[] {
  if (decision === null) return ['message']
  const leadsTo = triageLeadsTo[decision.outcome]
  const relatives = isRelativesRequest({ ...referral, ...(calls && { calls }) }, decision.duty)
  if (leadsTo === 'to-allocate') return ['accepted', 'message']
  if (leadsTo === 'to-triage') return ['more-information', 'message']
  const first: LetterKind = decision.outcome === 'REDIRECT_OTHER_LSSA' ? 'redirected' : 'no-assessment'
  return relatives ? ['nr-reasons', 'message'] : [first, 'message']
}

type Body = (parts: LetterParts, now: Instant) => readonly string[]

const about = ({ referral }: LetterParts): string =>
  `${fullName(referral)}, our reference ${referralNumber(referral.number)}`
const asked = ({ referral }: LetterParts, now: Instant): string =>
  `You asked us on ${formatInstant(referral.receivedAt)} about ${about({ referral } as LetterParts)} (${requests[referral.request].toLowerCase()}). This is our answer of ${formatDate(londonDayOf(now))}.`
const ring = ({ council }: LetterParts): string =>
  `If anything changes, ring the AMHP service on ${council.hubPhone}. In an emergency ring 999.`

/**
 * The times that somebody who refers should be told honestly. They are what AMHPs report, not a promise: arranging takes two to three
 * hours, an assessment an hour or more, a bed hours to days.
 */
const honestTimes =
  'It usually takes two to three hours to bring an AMHP and two doctors together, and an hour or more to assess. A bed, where one is needed, may take from hours to days. Please keep your plan for the person in place until then.'

/** Nothing clinical is copied into a letter: what may be told, and to whom, a person decides and writes. */
const bodies: Record<LetterKind, Body> = {
  accepted: (parts, now) => [
    asked(parts, now),
    'An Approved Mental Health Professional will consider the case on behalf of the council.',
    honestTimes,
    ring(parts),
  ],
  'more-information': (parts, now) => [
    asked(parts, now),
    'Before we can decide, we need from you: [Say what, from whom and by when].',
    parts.decision?.reviewAt
      ? `We look at it again by ${formatInstant(parts.decision.reviewAt)}, with what we have by then.`
      : '',
    ring(parts),
  ],
  'no-assessment': (parts, now) => [
    asked(parts, now),
    'The case was considered for the council under section 13(1) of the Mental Health Act 1983. No assessment under the Act is being arranged now.',
    'Reasons: [Say why, in words that this referrer may be told].',
    'What we suggest instead: [Name the service, and how to reach it].',
    ring(parts),
  ],
  redirected: (parts, now) => [
    asked(parts, now),
    'The person is in the area of another council, which has accepted the referral: [Name the council, who accepted it and their telephone].',
    ring(parts),
  ],
  'nr-reasons': (parts, now) => [
    `You required the council to consider the case of ${fullName(parts.referral)} under section 13(4) of the Mental Health Act 1983. An Approved Mental Health Professional has considered it (${formatDate(londonDayOf(now))}).`,
    'They decided not to make an application for admission to hospital or guardianship. Their reasons are:',
    '[Say why, in words that the nearest relative may be told]',
    'You may apply yourself under the Act. We can tell you how, and how to complain.',
    ring(parts),
  ],
  message: (parts) => [
    `${referralNumber(parts.referral.number)}: ${parts.decision ? `${triageOutcomes[parts.decision.outcome].toLowerCase()}.` : 'received, not decided yet.'} Ring ${parts.council.hubPhone}.`,
  ],
}

/**
 * A letter as it is first shown: plain text, to be read and finished by a person. A message names nobody: it may be read over a
 * shoulder.
 *
 * @example letterText('accepted', parts, now) // 'Westmarch County Council\n…'
 */
export function letterText(kind: LetterKind, parts: LetterParts, now: Instant): string {
  const body = bodies[kind](parts, now).filter(Boolean).join('\n\n')
  if (kind === 'message') return body
  return [parts.council.name, formatDate(londonDayOf(now)), '', body, '', parts.signer, 'AMHP service'].join('\n')
}
