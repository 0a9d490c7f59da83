import { expect, it } from 'vitest'
import { takenOver } from './useEntry.ts'

it('keeps what one has typed, and takes what a colleague changed in the other boxes', () => {
  const base = { phone: '01632 960 100', word: 'the red folder', days: ['1', '2'] }
  const theirs = { ...base, phone: '01632 960 111', days: ['1'] }
  expect(takenOver({ ...base, word: 'the blue folder' }, base, theirs)).toEqual({ ...theirs, word: 'the blue folder' })
  expect(takenOver(base, base, theirs)).toEqual(theirs)
  expect(takenOver({ ...base, phone: '01632 960 122' }, base, theirs).phone, 'both changed it').toBe('01632 960 122')
})
