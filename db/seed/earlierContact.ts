import type { PersonId } from '#shared/kernel/ids.ts'
import type { Case } from './case.ts'

/**
 * Somebody on today's board was assessed before, by an AMHP who is free now and knows the family: the first community job of
 * that AMHP's which ended in a plan at home.
 */
export function withEarlierContact(history: readonly Case[], today: readonly Case[], by: PersonId): readonly Case[] {
  const known = today.find(({ person }) => person.lastName === 'Lindqvist')?.person
  const earlier = history.find((one) => {
    const last = one.allocations.at(-1)
    return one.request === 'assessment' && last?.personId === by && last.outcome?.code === 'NOT_DETAINED_COMMUNITY_PLAN'
  })
  if (!known || !earlier) return history
  const atHome = earlier.placeId === null ? { place: known.homeAddress } : {}
  return history.map((one) => (one === earlier ? { ...one, person: known, ...atHome } : one))
}
