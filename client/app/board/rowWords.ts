import { shortMoment } from '#client/allocations/moments.ts'
import { aboutWords, phraseOf, whereabouts } from '#client/allocations/whereabouts.ts'
import { lengthOf } from '#client/ui/clockFace.ts'
import type { IconName } from '#client/ui/Icon.tsx'
import { lapsedWords } from '#shared/allocations/unapproved.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { forecastOf } from '#shared/allocations/forecast.ts'
import { arrangementNames } from '#shared/referrals/arrangementWords.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import type { ArrangementKind, ArrangementState } from '#shared/referrals/contract.ts'
import { limitOver } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber, requests, sources } from '#shared/referrals/referral.ts'
import { holdNow } from '#shared/referrals/triaging/holds.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import type { Group } from './placing.ts'

const lower = (words: string): string =>
  /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ')

/** Whole years of age, or `null` when nobody knows. */
export function ageOf({ bornOn, ageYears }: Pick<BoardRow, 'bornOn' | 'ageYears'>, now: Instant): number | null {
  if (bornOn === null) return ageYears
  const today = londonDayOf(now)
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/**
 * How long a referral has been in its stage: since it came in, since it was accepted for allocating, since it came back from an AMHP, or
 * since an AMHP accepted it.
 *
 * @example stageWords(row, now) // 'to triage for 1h 10m', 'allocating for 25m', 'back for 5m', 'accepted 40m ago'
 */
export function stageWords(row: BoardRow, now: Instant): string {
  const { state, receivedAt, acceptedAt, backAt, allocation } = row
  const since = (at: Instant): string => lengthOf(Math.max(0, minutesBetween(at, now)))
  if (allocation !== null)
    return allocation.acceptedAt === null
      ? `given ${since(allocation.allocatedAt)} ago`
      : `accepted ${since(allocation.acceptedAt)} ago`
  if (state === 'to-allocate' && backAt) return `back for ${since(backAt)}`
  return state === 'to-triage'
    ? `to triage for ${since(receivedAt)}`
    : `allocating for ${since(acceptedAt ?? receivedAt)}`
}

/** When anybody last spoke to somebody about it; nothing is said where nobody has, since it came in. @example 'last call 16:20' */
const contactWords = ({ lastContactAt }: BoardRow, now: Instant): string =>
  lastContactAt === null ? '' : `last call ${shortMoment(lastContactAt, now)}`

/** Until when whoever has it is on. @example 'on until 20:00' */
const shiftWords = ({ shiftEndsAt }: NonNullable<BoardRow['allocation']>, now: Instant): string =>
  shiftEndsAt === null ? '' : `on until ${shortMoment(shiftEndsAt, now)}`

/** Below the name: age, reference, and what the group wants to know. */
export function subWords(row: BoardRow, group: Group, now: Instant): string {
  const age = ageOf(row, now)
  const number = referralNumber(row.number)
  const who = age === null ? number : `${age} · ${number}`
  const { allocation } = row
  if (group === 'out')
    return joined(number, row.powers[0] ? powerNames[row.powers[0].kind].short : requests[row.request])
  if (row.state === 'to-triage') return joined(who, `since ${formatInstant(row.receivedAt, londonDayOf(now))}`)
  return joined(who, allocation === null ? 'not allocated' : allocation.personName)
}

/**
 * Until when it is held, and by whom; `null` when it is not, and from the moment on at which it comes back by itself.
 *
 * @example heldWords(row, now) // 'held until 18:00 by Jo Marsh'
 */
export function heldWords(row: BoardRow, now: Instant): string | null {
  const { hold } = row
  const until = hold && holdNow({ ...hold, endedAt: null }, limitOver(row, now), now)
  return until && `held until ${formatInstant(until, londonDayOf(now))} by ${hold.byName}`
}

/** As much as a row has room for in a few lines; the panel has all of it. */
const GLANCE = 240

/** What a referral that is held waits for, on one line. @example waitsFor(row, now) // 'for: Starters at 16:00' */
function waitsFor(row: BoardRow, now: Instant): string | null {
  if (row.hold === null || heldWords(row, now) === null) return null
  const why = row.hold.why.replaceAll(/\s+/g, ' ').trim()
  return `for: ${why.length > GLANCE ? `${why.slice(0, GLANCE - 1).trimEnd()}…` : why}`
}

/** What it is about, in bold, and where; for work under way, who is doing what, and until when. */
export function whatWords(row: BoardRow, group: Group, now: Instant): { readonly bold: string; readonly more: string } {
  const { allocation, place } = row
  const [stage, blockers] = [joined(stageWords(row, now), contactWords(row, now)), blockersOf(row)]
  if (allocation !== null) {
    const doing = lower(phraseOf(whereabouts(allocation, now)))
    const finish = forecastOf(row, now)
    const about = finish && aboutWords(finish, now)
    const lapsed = row.lapsed === undefined ? null : `${allocation.personName} ${lapsedWords[row.lapsed]}`
    if (group !== 'out')
      return { bold: joined(lapsed, requests[row.request], doing), more: joined(stage, blockers, about, place) }
    // What matters most first: on a narrow row the end is cut off.
    const bold = joined(lapsed ?? allocation.personName, doing)
    return { bold, more: joined(about, shiftWords(allocation, now), blockers, stage) }
  }
  const held = joined(heldWords(row, now), stage, blockers)
  if (group === 'now') {
    const next = row.state === 'to-triage' ? 'not triaged yet' : 'ready for an AMHP'
    return { bold: joined(requests[row.request], next), more: joined(held, place, row.asksFor, waitsFor(row, now)) }
  }
  const from = row.callerName === '' ? sources[row.source] : `${sources[row.source]}, ${row.callerName}`
  return {
    bold: joined(from, lower(requests[row.request])),
    more: joined(held, place, row.asksFor, waitsFor(row, now)),
  }
}

/** Where an agency stands: mark, word, and the short note that was typed. */
export interface Need {
  readonly name: string
  readonly look: 'ok' | 'half' | 'bad' | 'none'
  readonly icon: IconName
  readonly word: string
}

const looks: Record<ArrangementState, Pick<Need, 'look' | 'icon'>> = {
  'not-yet': { look: 'none', icon: 'minus' },
  'not-needed': { look: 'none', icon: 'minus' },
  asked: { look: 'half', icon: 'half' },
  agreed: { look: 'ok', icon: 'check' },
  trouble: { look: 'bad', icon: 'triangle' },
}
const words: Record<'bed' | 'ambulance', Record<ArrangementState, string>> = {
  bed: { 'not-yet': 'Not yet', 'not-needed': 'No need', asked: 'Asked', agreed: 'Found', trouble: 'None' },
  ambulance: { 'not-yet': 'Not yet', 'not-needed': 'No need', asked: 'Asked', agreed: 'Booked', trouble: 'Trouble' },
}
/** A note this short fits where the word would be: a time, or a ward. */
const FITS = 8

/** Police and interpreter, while they are asked for and not there: named in the line of what it is about, for most rows need neither. */
export function blockersOf({ arrangements }: Pick<BoardRow, 'arrangements'>): string | null {
  const said = (['police', 'interpreter'] as const).flatMap((kind) => {
    const state = stateOf(arrangements, kind)
    if (state === 'asked') return [`${arrangementNames[kind].toLowerCase()} asked`]
    return state === 'trouble' ? [`no ${arrangementNames[kind].toLowerCase()}`] : []
  })
  return said.length === 0 ? null : said.join(', ')
}

/** Doctors, bed and ambulance, for the row. @example needsOf(row)[0] // { name: 'Doctors', word: '1 of 2', … } */
export const needsOf = ({ arrangements }: BoardRow): readonly Need[] => [
  doctors(arrangements),
  agency('Bed', 'bed', arrangements),
  agency('Ambulance', 'ambulance', arrangements),
]

const stateOf = (arrangements: BoardRow['arrangements'], kind: ArrangementKind): ArrangementState =>
  arrangements.find((one) => one.kind === kind)?.state ?? 'not-yet'

function doctors(arrangements: BoardRow['arrangements']): Need {
  const states = (['first-doctor', 'second-doctor'] as const).map((kind) => stateOf(arrangements, kind))
  const wanted = states.filter((state) => state !== 'not-needed')
  const agreed = wanted.filter((state) => state === 'agreed').length
  const state = wanted.includes('trouble')
    ? 'trouble'
    : wanted.length === 0
      ? 'not-needed'
      : agreed === wanted.length
        ? 'agreed'
        : wanted.every((one) => one === 'not-yet')
          ? 'not-yet'
          : 'asked'
  const word = state === 'not-needed' ? 'No need' : state === 'not-yet' ? 'Not yet' : `${agreed} of ${wanted.length}`
  return { name: 'Doctors', word, ...looks[state] }
}

function agency(name: string, kind: 'bed' | 'ambulance', arrangements: BoardRow['arrangements']): Need {
  const state = stateOf(arrangements, kind)
  const note = arrangements.find((one) => one.kind === kind)?.note ?? ''
  const word = note !== '' && note.length <= FITS && state !== 'not-needed' ? note : words[kind][state]
  return { name, word, ...looks[state] }
}
