import { expect, it } from 'vitest'
import { standardAccept, standardChoosing, standardWeights } from '#shared/allocations/weights.ts'
import { londonDay } from '#shared/time/london.ts'
import { choosingEntryOf, readChoosing, readWeights } from './choosingEntry.ts'

const entry = { ...choosingEntryOf(standardChoosing, londonDay('2026-11-13')), why: 'Roads are slow in winter' }

it('reads back what holds, ready to be sent from a day on', () => {
  expect(readChoosing(entry)).toEqual({
    errors: [],
    toSend: {
      effectiveFrom: '2026-11-13',
      weights: standardWeights,
      accept: standardAccept,
      why: 'Roads are slow in winter',
    },
  })
})

it('says beside each field what it takes, and never lets the law or rest count for nothing', () => {
  const typed = {
    ...entry,
    weights: { ...entry.weights, afterLimit: '0', shortRest: '59', travelHour: 'half' },
    why: ' ',
  }
  expect(readWeights(typed).errors.map(({ field, message }) => [field, message])).toEqual([
    ['afterLimit', 'There after the legal limit: give 300 to 2000 minutes'],
    ['shortRest', 'Under eleven hours’ rest: give 60 to 1000 minutes'],
    ['travelHour', 'An hour of travel: give 0 to 600 minutes'],
  ])
  const { errors, toSend } = readChoosing({ ...typed, effectiveFrom: '', accept: { ...entry.accept, U1: '1' } })
  expect(toSend).toBeNull()
  expect(errors.map(({ field }) => field)).toEqual([
    'effectiveFrom',
    'afterLimit',
    'shortRest',
    'travelHour',
    'U1',
    'why',
  ])
})
