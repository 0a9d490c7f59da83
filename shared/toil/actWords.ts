import type { ClaimAct } from './contract.ts'
import { formatInstant } from '../time/london.ts'

const deeds: Record<ClaimAct['act'], string> = {
  sent: 'sent it',
  queried: 'asked',
  answered: 'answered',
  agreed: 'approved it first',
  approved: 'approved it',
  refused: 'refused it',
  undone: 'took the decision back',
  'claimed-again': 'claimed it again',
  'finish-corrected': 'corrected the finish',
  recounted: 'counted it again beside another job, or by another contract',
  'break-said': 'said whether there was a break',
  'sent-for': 'sent it in their name',
}

/**
 * What was done with a claim, as a line.
 *
 * @example actWords({ act: 'queried', byName: 'Ruth Banerjee', at, said: 'Which ward?' }) // 'Mon 16 November 09:05, Ruth Banerjee asked: “Which ward?”'
 */
export const actWords = ({ act, byName, at, said }: ClaimAct): string =>
  `${formatInstant(at)}, ${byName} ${deeds[act]}${said === '' ? '' : `: “${said}”`}`

/** What was done with several claims at once. @example actOnMany('approved') // 'approved them' */
export const actOnMany = (act: ClaimAct['act']): string => deeds[act].replace(/\bit\b/, 'them')

/** Whether there was a break in a late stretch, as it was said. @example breakWords(null) // 'Break not said' */
export const breakWords = (taken: boolean | null): string =>
  taken === null ? 'Break not said' : taken ? 'Had a break' : 'No break'
