import { useSession } from '#client/kernel/session.tsx'
import { takers } from '#shared/handover/codes.ts'
import type { HandoverLine } from '#shared/handover/contract.ts'
import { formatInstant } from '#shared/time/london.ts'

/** Where a handover that is not offered yet is kept as it is typed. */
export const OFFER_TYPED = 'handover.offer'

/** Whether somebody of these roles may take an offer of somebody else over. */
export function useMayTake(): (line: Pick<HandoverLine, 'kind' | 'givenBy' | 'state'>) => boolean {
  const { person } = useSession()
  return ({ kind, givenBy, state }) =>
    state === 'offered' && givenBy !== person.id && takers[kind].some((role) => person.roles.includes(role))
}

/** @example becameWords(line) // 'Kwame Boateng took 6 of 8' */
export function becameWords({ state, answeredByName, taken, items }: HandoverLine): string {
  if (state === 'withdrawn') return 'Taken back'
  if (state === 'offered') return 'Not answered yet'
  if (items === 0) return `${answeredByName} has read it`
  return taken === 0 ? `${answeredByName} took none of ${items}` : `${answeredByName} took ${taken} of ${items}`
}

/** Who ended an offer otherwise than whoever looks, and when; null while it stands, and of one's own answer. */
export function useEndedByOther(): (line: HandoverLine) => string | null {
  const { person } = useSession()
  return ({ state, givenByName, withdrawnAt, answeredByName, answeredAt }) => {
    if (state === 'withdrawn' && withdrawnAt !== null)
      return `${givenByName} took this back, ${formatInstant(withdrawnAt)}.`
    if (state === 'answered' && answeredAt !== null && answeredByName !== person.name)
      return `${answeredByName} answered this, ${formatInstant(answeredAt)}.`
    return null
  }
}
