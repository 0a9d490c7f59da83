import type { Instant } from '#shared/time/instant.ts'
import type { RequestCode, SourceCode } from './referral.ts'

/** What somebody asked for, on the first call or on a further one, which may ask for nothing else. */
export interface AskedFor {
  readonly request: RequestCode | null
  readonly source: SourceCode
}

/** The same of a further call, or of what a merged referral began with. */
export interface AskedLater extends AskedFor {
  readonly receivedAt: Instant
}

/** A referral's own first call, with every one that came after. */
export interface AskedAltogether extends AskedFor {
  readonly calls?: readonly AskedLater[]
}

const RELATIVES: readonly SourceCode[] = ['NEAREST_RELATIVE_13_4', 'NR_REPRESENTATIVE_13_4']

/** Whether the nearest relative, or somebody for them, required on this call that the case be considered (MHA 1983 s.13(4)). */
export const isRequired = ({ request, source }: AskedFor): boolean => request === 's13-4' || RELATIVES.includes(source)

/** Whether a relative required it on any call: the duty is the same whoever happened to ring first. */
export const isRequiredByAny = ({ calls = [], ...first }: AskedAltogether): boolean =>
  [first, ...calls].some(isRequired)

/**
 * When a relative first required it; `null` where none did on any call.
 *
 * @example requiredAt({ source: 'GP', request: 'assessment', receivedAt, calls: [{ source: 'NEAREST_RELATIVE_13_4', … }] })
 */
export const requiredAt = ({ calls = [], ...first }: AskedAltogether & AskedLater): Instant | null =>
  [first, ...calls]
    .filter(isRequired)
    .map(({ receivedAt }) => receivedAt)
    .toSorted()[0] ?? null
