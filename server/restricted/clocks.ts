import type { Power } from '#shared/referrals/clocks.ts'
import type { Counted } from '#shared/referrals/law/boardLimit.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { limitsWithoutNames, type LimitWithoutNames } from '#server/referrals/boardLimits.ts'

/** A running power as the functions of the database give it: times inside `jsonb` are PostgreSQL's text. */
interface PowerWithoutNames {
  readonly kind: Power['kind']
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly extension: (Omit<NonNullable<Power['extension']>, 'authorisedAt'> & { readonly authorisedAt: string }) | null
}

const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

/** What the law counts on a row without a name, as the functions of the database give it. */
export interface ClocksWithoutNames {
  readonly powers: readonly PowerWithoutNames[]
  readonly limits: readonly LimitWithoutNames[]
}

/** Clocks with nobody's name in them: not who said when it began, nor who extended it. */
export const clocksWithoutNames = ({ powers, limits }: ClocksWithoutNames): Counted => ({
  powers: powersWithoutNames(powers),
  limits: limitsWithoutNames(limits),
})

const powersWithoutNames = (kept: readonly PowerWithoutNames[]): readonly Power[] =>
  kept.map(({ kind, startedAt, endedAt, extension }) => ({
    kind,
    startedAt: moment(startedAt),
    endedAt: moment(endedAt),
    extension: extension && { ...extension, authorisedAt: instant(extension.authorisedAt) },
  }))
