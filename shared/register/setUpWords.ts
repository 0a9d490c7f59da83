import type { Instant } from '../time/instant.ts'
import { formatDate, type LondonDay } from '../time/london.ts'
import type { ShiftThere, UsedBy } from './setUp.ts'
import { changedWords } from './words.ts'

export type SetUpRefusal =
  | { readonly code: 'council-not-found' }
  | { readonly code: 'employer-not-found' }
  | { readonly code: 'team-not-found' }
  | { readonly code: 'place-not-found' }
  | {
      readonly code: 'changed-since-seen'
      readonly byName: string | null
      readonly at: Instant | null
      readonly version: number
    }
  | { readonly code: 'name-taken'; readonly field: 'name'; readonly ended: boolean }
  | { readonly code: 'council-acted-for'; readonly field: 'actedFor' }
  | { readonly code: 'council-not-acted-for-ends'; readonly field: 'lastDay' }
  | { readonly code: 'last-day-past'; readonly field: 'lastDay'; readonly today: LondonDay }
  | { readonly code: 'last-day-unlikely'; readonly field: 'lastDay'; readonly latest: LondonDay }
  | { readonly code: 'council-on-open-work'; readonly field: 'lastDay'; readonly open: number }
  | { readonly code: 'last-council'; readonly field: 'lastDay' }
  | ({ readonly code: 'still-in-use' } & UsedBy)
  | { readonly code: 'shifts-still-there'; readonly shifts: readonly ShiftThere[] }
  | { readonly code: 'service-name-taken'; readonly field: 'name' }
  | {
      readonly code: 'staggered-unlikely'
      readonly field: 'staggeredFrom'
      readonly earliest: LondonDay
      readonly latest: LondonDay
    }

export function setUpWords(refusal: SetUpRefusal): string {
  switch (refusal.code) {
    case 'council-not-found':
    case 'employer-not-found':
    case 'team-not-found':
    case 'place-not-found':
      return 'That is not on this service’s list. Open the list again.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'name-taken':
      return refusal.ended
        ? 'One that has ended has this name. Take that one up again, or give another name.'
        : 'Another on this list has this name. Give a name that tells them apart.'
    case 'council-acted-for':
      return 'The service acts for this council. Give a last day instead, so that what is past keeps it.'
    case 'council-not-acted-for-ends':
      return 'The service does not act for this council, so there is nothing to end. Leave the last day empty.'
    case 'last-day-past':
      return `That day is over. Give ${formatDate(refusal.today)} or a later day.`
    case 'last-day-unlikely':
      return `Check the year: give a day up to ${formatDate(refusal.latest)}, or none while no end is known.`
    case 'council-on-open-work':
      return `${referrals(refusal.open)} open for this council. Give a later last day, or finish them first.`
    case 'last-council':
      return 'Every referral needs a council. Add the council that the service acts for from then on, then end this one.'
    case 'still-in-use':
      return usedWords(refusal)
    case 'shifts-still-there':
      return `${refusal.shifts.length === 1 ? 'One shift is' : `${refusal.shifts.length} shifts are`} still to be worked there. Look at them, then close it again: they stay on the rota, and whoever plans finds them another place.`
    case 'service-name-taken':
      return 'Another service of this installation has this name. Give a name that tells them apart, like with its council in it.'
    case 'staggered-unlikely':
      return `Check the year: give a day between ${formatDate(refusal.earliest)} and ${formatDate(refusal.latest)}.`
  }
}

const referrals = (open: number): string => (open === 1 ? 'One referral is' : `${open} referrals are`)

const NAMED = 3

/** @example namesOf(['Ewa Kowalska', 'Dan Okoro', 'Priya Nair', 'Tom Ellis']) // 'Ewa Kowalska, Dan Okoro, Priya Nair and 1 more' */
export function namesOf(people: readonly string[]): string {
  const named = people.slice(0, NAMED)
  if (people.length > NAMED) return `${named.join(', ')} and ${people.length - NAMED} more`
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`
}

function usedWords({ people, templates, open }: UsedBy): string {
  const register =
    people.length === 0
      ? []
      : [
          people.length === 1
            ? `${namesOf(people)} has it on the register. Change that entry first.`
            : `${people.length} AMHPs have it on the register: ${namesOf(people)}. Change those entries first.`,
        ]
  const work = open === 0 ? [] : [`${referrals(open)} open there. Finish ${open === 1 ? 'it' : 'them'} first.`]
  const rota =
    templates.length === 0
      ? []
      : [
          `Shifts of ${namesOf(templates)} are worked there. Change the shift ${templates.length === 1 ? 'template' : 'templates'} first.`,
        ]
  return [...register, ...rota, ...work].join(' ')
}
