import { useKept } from '#client/kernel/drafts.ts'
import type { HandoverSheet } from '#shared/handover/contract.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { fullName } from '#shared/referrals/personWords.ts'

/** An answer to a handover as it is typed. */
export interface AnswerTyped {
  readonly taken: readonly string[]
  readonly why: Readonly<Record<string, string>>
  readonly words: string
}

const nothing: AnswerTyped = { taken: [], why: {}, words: '' }

/** What is typed in answer to one handover, kept until it is sent or put away. */
export function useAnswerTyped(id: HandoverId) {
  const [typed, setTyped, forget] = useKept<AnswerTyped>(`handover.answer.${id}`, nothing)
  const wrote = typed.taken.length > 0 || [typed.words, ...Object.values(typed.why)].some((text) => text.trim() !== '')
  return { typed, setTyped, forget, wrote }
}

/** What was ticked and written, as plain text to put elsewhere. @example 'Morwenna Tregear: ticked\nColin Blythe: can wait' */
export function answerText({ sheet, givenByName }: HandoverSheet, { taken, why, words }: AnswerTyped): string {
  const lines = sheet.flatMap(({ referralId, facts: { row } }) => {
    const said = [taken.includes(referralId) ? 'ticked' : '', why[referralId]?.trim() ?? ''].filter(Boolean)
    return said.length > 0 ? [`${fullName(row)}: ${said.join('; ')}`] : []
  })
  return [...lines, ...(words.trim() === '' ? [] : [`Back to ${givenByName}: ${words.trim()}`])].join('\n')
}
