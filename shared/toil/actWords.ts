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
  recounted: 'finished another job of it: counted again',
}

/**
 * What was done with a claim, as a line.
 *
 * @example actWords({ act: 'queried', byName: 'Ruth Banerjee', at, said: 'Which ward?' }) // 'Mon 16 November 09:05, Ruth Banerjee asked: “Which ward?”'
 */
export const actWords = ({ act, byName, at, said }: ClaimAct): string =>
  `${formatInstant(at)}, ${byName} ${deeds[act]}${said === '' ? '' : `: “${said}”`}`
