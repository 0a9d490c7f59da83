import { usualSettings, type RotaSettings } from '../rota/operatingModels.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf } from '../time/london.ts'

/** The hours in which a service’s office is open, as it has set them. */
export type OfficeHours = Pick<RotaSettings, 'officeFrom' | 'officeUntil'>
export const usualHours: OfficeHours = usualSettings

/**
 * Whether something was before the office closes, by the clock in London. Early in the morning is before it too: what is asked is how
 * much is left for the evening.
 *
 * @example isInHours(arrivedAt, { officeFrom: '09:00', officeUntil: '16:30' }) // false at 16:30
 */
export const isInHours = (at: Instant, { officeUntil }: OfficeHours): boolean => clockTimeOf(at) < officeUntil
