import { londonDay, type LondonDay } from '#shared/time/london.ts'

/** A part of the Mental Health Act 2025 that changes what AMHPs do, and from which day. */
export interface PartOfAct {
  readonly provision: string
  readonly citation: string
  readonly what: string
  /** The day on which it begins; null while no regulations have said so. */
  readonly begins: LondonDay | null
}

const ACT = 'https://www.legislation.gov.uk/ukpga/2025/33/section'

/**
 * The Mental Health Act 2025 (c. 33, Royal Assent 18 December 2025) begins in stages, by regulations. Setting the day of a part here
 * is all that its commencement takes: each clock, word and prompt that depends on it is dated by this table. Look at
 * legislation.gov.uk before each release, and write down when that was.
 */
export const act2025 = {
  'autism-and-learning-disability': {
    provision: 'Mental Health Act 2025, sections 3 and 4',
    citation: `${ACT}/3`,
    what: 'Autism or learning disability alone is no ground for section 3',
    begins: null,
  },
  'serious-harm': {
    provision: 'Mental Health Act 2025, section 5',
    citation: `${ACT}/5`,
    what: 'Sections 2 and 3 ask whether serious harm may be caused, and how likely and how soon it is',
    begins: null,
  },
  'nominated-person': {
    provision: 'Mental Health Act 2025, sections 24 to 28',
    citation: `${ACT}/24`,
    what: 'A nominated person takes the place of the nearest relative',
    begins: null,
  },
  'section-3-periods': {
    provision: 'Mental Health Act 2025, section 29',
    citation: `${ACT}/29`,
    what: 'Section 3 lasts 3 months, then 3, then 6, then 12',
    begins: null,
  },
  'places-of-safety': {
    provision: 'Mental Health Act 2025, section 48',
    citation: `${ACT}/48`,
    what: 'Police stations and prisons are places of safety no more',
    begins: null,
  },
} as const satisfies Record<string, PartOfAct>
export type PartOf2025 = keyof typeof act2025

/** When somebody last looked whether a part had begun. */
export const commencementsCheckedOn = londonDay('2026-11-26')

export type Commencements = Readonly<Record<PartOf2025, LondonDay | null>>

/** The days of the table above, by part. */
export const commencements: Commencements = {
  'autism-and-learning-disability': act2025['autism-and-learning-disability'].begins,
  'serious-harm': act2025['serious-harm'].begins,
  'nominated-person': act2025['nominated-person'].begins,
  'section-3-periods': act2025['section-3-periods'].begins,
  'places-of-safety': act2025['places-of-safety'].begins,
}

/** Whether a part is in force on a day. @example hasBegun('nominated-person', londonDay('2026-11-12')) // false */
export function hasBegun(part: PartOf2025, day: LondonDay, dates: Commencements = commencements): boolean {
  const begins = dates[part]
  return begins !== null && begins <= day
}
