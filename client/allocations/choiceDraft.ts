import { forgetKept } from '#client/kernel/drafts.ts'
import type { NotFollowed } from '#shared/allocations/notFollowed.ts'
import type { PersonId } from '#shared/kernel/ids.ts'

/** What has been filled in and not sent: kept while the board changes around it. */
export interface ChoiceDraft {
  readonly personId: PersonId | null
  readonly reason: NotFollowed | null
  readonly words: string
}

export const emptyChoice: ChoiceDraft = { personId: null, reason: null, words: '' }

/** Under which a choice is kept while it is made. @example useKept(choiceKey(row.id), emptyChoice) */
export const choiceKey = (referralId: string): string => `choose.${referralId}`

/** Under which is kept why one's own choice is to take the place of a colleague's. @example useKeptText(conflictKey(row.id)) */
export const conflictKey = (referralId: string): string => `conflict.${referralId}`

/**
 * A draft once somebody has been pressed on the board: whoever is pressed is meant, not whoever was picked there before. A reason that was
 * tapped for the one is not said of the other; words that were typed stay, and go nowhere without their tap.
 *
 * @param pressed `null` when only "Choose somebody else" was pressed: the draft goes on as it was left
 * @example whenPressed({ personId: tom, reason: 'knows-person', words: '' }, ewa) // { personId: ewa, reason: null, words: '' }
 */
export function whenPressed(draft: ChoiceDraft, pressed: PersonId | null): ChoiceDraft {
  if (pressed === null || pressed === draft.personId) return draft
  return { ...draft, personId: pressed, reason: draft.personId === null ? draft.reason : null }
}

/** Forgets a choice that was made or given up, so that the next one for the same referral begins anew. */
export function forgetChoice(referralId: string): void {
  forgetKept(choiceKey(referralId))
  forgetKept(conflictKey(referralId))
}
