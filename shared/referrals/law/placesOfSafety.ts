import type { LondonDay } from '#shared/time/london.ts'
import type { PowerKind } from '../clockRules.ts'
import { commencements, hasBegun, type Commencements } from './commencements.ts'

/** What to say of a police station as a place of safety on a day. It is never the usual place, and never refused: it is warned of. */
export interface PoliceStationSays {
  /** The law does not allow it for this person on this day. */
  readonly unlawful: boolean
  readonly words: string
}

const ADULT = 18

/**
 * A police station as a place of safety: never for somebody under 18, for adults only in the circumstances of the 2017 Regulations,
 * and not at all once the Mental Health Act 2025 s.48 has begun (MHA 1983 s.135(6), s.136A; SI 2017/1036; the Regulations are not yet
 * checked word for word).
 *
 * @param age in whole years, null when nobody knows it
 * @example policeStationSays(17, londonDay('2026-11-12')).unlawful // true
 */
export function policeStationSays(
  age: number | null,
  day: LondonDay,
  dates: Commencements = commencements,
): PoliceStationSays {
  if (hasBegun('places-of-safety', day, dates)) {
    return {
      unlawful: true,
      words: 'A police station is not a place of safety any more (Mental Health Act 2025, section 48).',
    }
  }
  if (age !== null && age < ADULT) {
    return {
      unlawful: true,
      words: 'A police station is never a place of safety for somebody under 18 (section 136A).',
    }
  }
  const unknown = age === null ? ' Find out how old they are: never under 18.' : ''
  return {
    unlawful: false,
    words:
      'A police station may be used only for an adult at imminent risk of serious injury or death, where no other place will do, with an ' +
      `inspector’s authority and a health professional at hand (section 136A and the 2017 Regulations).${unknown}`,
  }
}

const POLICE_STATION = /\bpolice (?:station|custody|cells?)\b|\bcustody (?:suite|cent(?:re|er)|block|cells?)\b/i

/** Whether a place, as somebody typed it, is a police station. @example isPoliceStation('Kelsham custody suite, cell 4') // true */
export const isPoliceStation = (place: string): boolean => POLICE_STATION.test(place)

/** The powers under which somebody is taken to a place of safety, or kept at one. */
const toAPlaceOfSafety: readonly PowerKind[] = ['s136', 's136-kept', 's135', 's135-kept']

/**
 * What to say of where somebody is: nothing, unless a power runs that needs a place of safety and the place reads as a police station.
 *
 * @param age in whole years, null when nobody knows it
 * @example whereSays({ place: 'Kelsham police station', kinds: ['s136'], age: 16 }, day)?.unlawful // true
 */
export const whereSays = (
  { place, kinds, age }: { readonly place: string; readonly kinds: readonly PowerKind[]; readonly age: number | null },
  day: LondonDay,
  dates: Commencements = commencements,
): PoliceStationSays | null =>
  isPoliceStation(place) && kinds.some((kind) => toAPlaceOfSafety.includes(kind))
    ? policeStationSays(age, day, dates)
    : null
