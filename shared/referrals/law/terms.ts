import type { LondonDay } from '#shared/time/london.ts'
import { commencements, hasBegun, type Commencements } from './commencements.ts'

/** Who has the rights of a relative under the Act on a day, in the Act's own words of that day. */
export interface StatutoryPerson {
  readonly kind: 'nearest-relative' | 'nominated-person'
  /** In the middle of a sentence. */
  readonly name: string
  /** At its beginning, and on labels. */
  readonly Name: string
  readonly provision: string
  /** What an objection to section 3 or guardianship does. */
  readonly objection: 'blocks' | 'overridden-by-certificate'
  readonly objectionWords: string
}

const nearestRelative: StatutoryPerson = {
  kind: 'nearest-relative',
  name: 'nearest relative',
  Name: 'Nearest relative',
  provision: 'Mental Health Act 1983, section 26',
  objection: 'blocks',
  objectionWords:
    'An application under section 3 or for guardianship cannot be made while the nearest relative objects (section 11(4)). ' +
    'The county court may displace them (section 29).',
}

const nominatedPerson: StatutoryPerson = {
  kind: 'nominated-person',
  name: 'nominated person',
  Name: 'Nominated person',
  provision: 'Mental Health Act 1983, as amended by the Mental Health Act 2025, sections 24 to 28',
  objection: 'overridden-by-certificate',
  objectionWords:
    'The nominated person’s objection stands unless the AMHP certifies that the patient, if not admitted, would be likely to act in ' +
    'a manner dangerous to others or to themselves (section 11(4), as rewritten by the Mental Health Act 2025, section 25).',
}

/**
 * The relative’s place in the law on a day. A record shows the words that were in force on its own date.
 *
 * @example statutoryPerson(londonDayOf(referral.receivedAt)).Name // 'Nearest relative'
 */
export const statutoryPerson = (day: LondonDay, dates: Commencements = commencements): StatutoryPerson =>
  hasBegun('nominated-person', day, dates) ? nominatedPerson : nearestRelative
