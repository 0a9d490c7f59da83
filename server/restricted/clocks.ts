import type { Power } from '#shared/referrals/clocks.ts'
import { instant, type Instant } from '#shared/time/instant.ts'

/** A running power as the functions of the database give it: times inside `jsonb` are PostgreSQL's text. */
export interface PowerWithoutNames {
  readonly kind: Power['kind']
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly extension: (Omit<NonNullable<Power['extension']>, 'authorisedAt'> & { readonly authorisedAt: string }) | null
}

const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

/** Clocks with nobody's name in them: not who said when it began, nor who extended it. */
export const powersWithoutNames = (kept: readonly PowerWithoutNames[]): readonly Power[] =>
  kept.map(({ kind, startedAt, endedAt, extension }) => ({
    kind,
    startedAt: moment(startedAt),
    endedAt: moment(endedAt),
    extension: extension && { ...extension, authorisedAt: instant(extension.authorisedAt) },
  }))
