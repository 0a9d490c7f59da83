import { formatInstant } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'

/**
 * What to say to whoever comes second: who was first, and that nothing typed is lost. Nobody may have changed it at all: then whoever
 * sends has simply seen another version.
 */
export const changedWords = ({ byName, at }: { readonly byName: string; readonly at: Instant }): string =>
  byName === ''
    ? 'This is not as it was when you looked. Look at it again, then send yours: what you typed is kept.'
    : `${byName} changed this at ${formatInstant(at)}. Look at what changed, then send yours again: what you typed is kept.`
