import { useSearch } from '@tanstack/react-router'
import { useTimeOf } from '#client/kernel/clock.ts'
import { packKeys, type PackKey } from '#shared/audit/contract.ts'
import { lastDays, readPeriod, type Period } from '#shared/audit/lookingBack.ts'
import { personId, type PersonId } from '#shared/kernel/ids.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'

const USUAL_DAYS = 7

/** What the address asks. Whatever in it makes no sense is as if it were not there. */
export interface Asked {
  readonly today: LondonDay
  readonly period: Period
  /** A referral's number. */
  readonly number: string | null
  /** Only this referral, or all of the same person. */
  readonly whose: 'referral' | 'person'
  readonly who: PersonId | null
  readonly by: PackKey
  readonly value: string
  /** Changes with the question, so that a form begins anew with what a link brings. */
  readonly key: string
}

/** @example const { number, period } = useAsked() // of /audit?tab=looked&number=2424&from=2026-11-01&to=2026-11-12 */
export function useAsked(): Asked {
  const search = useSearch({ strict: false })
  const today = useTimeOf((now) => londonDayOf(now), 60_000) as LondonDay
  const read = readPeriod(search.from ?? '', search.to ?? '', today)
  const number = search.number !== undefined && /^\d{1,7}$/.test(search.number) ? search.number : null
  const who = personId.safeParse(search.who)
  return {
    today,
    period: read.ok ? read.period : lastDays(USUAL_DAYS, today),
    number,
    whose: search.whose === 'referral' ? 'referral' : 'person',
    who: who.success ? who.data : null,
    by: packKeys.find((key) => key === search.by) ?? 'record',
    value: search.value ?? '',
    key: [search.number, search.who, search.by, search.value, search.from, search.to].join(' '),
  }
}
