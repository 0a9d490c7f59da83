import { useEffect } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { toast } from '#client/ui/toast.ts'
import { takers } from '#shared/handover/codes.ts'
import type { HandoverLine } from '#shared/handover/contract.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { clockTimeOf, formatInstant } from '#shared/time/london.ts'

/** Where a handover that is not offered yet is kept as it is typed. */
export const OFFER_TYPED = 'handover.offer'

/** Whether somebody of these roles may take an offer of somebody else over. */
export function useMayTake(): (line: Pick<HandoverLine, 'kind' | 'givenBy' | 'state'>) => boolean {
  const { person } = useSession()
  return ({ kind, givenBy, state }) =>
    state === 'offered' && givenBy !== person.id && takers[kind].some((role) => person.roles.includes(role))
}

/**
 * What became of an offer, in words.
 *
 * @param me the name of whoever reads it: of their own answer they are told as “you”
 * @example becameWords(line, 'Jo Marsh') // 'Kwame Boateng took 6 of 8'
 */
export function becameWords({ state, answeredByName, taken, items }: HandoverLine, me: string): string {
  if (state === 'withdrawn') return 'Taken back'
  if (state === 'offered') return 'Not answered yet'
  const own = answeredByName === me
  if (items === 0) return own ? 'You have read it' : `${answeredByName} has read it`
  return `${own ? 'You' : answeredByName} took ${taken === 0 ? 'none' : taken} of ${items}`
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

/** Own offers that were seen waiting here, on whichever page: how each ends is said once. */
const waiting = new Set<HandoverId>()

/** From now on it is told here how this offer ends, however soon. */
export const awaitAnswer = (id: HandoverId): void => void waiting.add(id)

/** Tells the giver in the moment that a colleague answers: until then they read that it is theirs. */
export function useTellAnswered(lines: readonly HandoverLine[]): void {
  const { person } = useSession()
  useEffect(() => {
    for (const line of lines.filter(({ givenBy }) => givenBy === person.id)) {
      if (line.state === 'offered') waiting.add(line.id)
      else if (waiting.delete(line.id) && line.answeredAt !== null)
        toast({ words: `${becameWords(line, person.name)} at ${clockTimeOf(line.answeredAt)}.` })
    }
  }, [lines, person.id, person.name])
}
