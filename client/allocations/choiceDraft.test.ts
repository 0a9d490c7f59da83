import { afterEach, expect, it } from 'vitest'
import { forgetKeptHere, isKept, keep } from '#client/kernel/drafts.ts'
import { personId } from '#shared/kernel/ids.ts'
import { choiceKey, conflictKey, emptyChoice, forgetChoice, whenPressed, type ChoiceDraft } from './choiceDraft.ts'

const [ewa, tom] = ['1', '2'].map((end) => personId.parse(`00000000-0000-4000-8000-00000000000${end}`))
if (!ewa || !tom) throw new Error('two people')
const forTom: ChoiceDraft = { personId: tom, reason: 'knows-person', words: 'He knows her mother' }
afterEach(forgetKeptHere)

it('means whoever is pressed now, and says of them nothing that was tapped for another', () => {
  expect(whenPressed(forTom, ewa)).toEqual({ personId: ewa, reason: null, words: 'He knows her mother' })
  expect(whenPressed(emptyChoice, ewa)).toEqual({ personId: ewa, reason: null, words: '' })
  expect(whenPressed({ ...emptyChoice, reason: 'nearest' }, ewa).reason).toBe('nearest')
})

it('goes on as it was left when nobody, or the same person, is pressed', () => {
  expect(whenPressed(forTom, null)).toBe(forTom)
  expect(whenPressed(forTom, tom)).toBe(forTom)
})

it('leaves nothing behind of a choice that was made, and all what is of another referral', () => {
  keep(choiceKey('r1'), forTom)
  keep(conflictKey('r1'), 'She has seen her before')
  keep(choiceKey('r2'), forTom)
  forgetChoice('r1')
  expect([isKept(choiceKey('r1')), isKept(conflictKey('r1')), isKept(choiceKey('r2'))]).toEqual([false, false, true])
})
