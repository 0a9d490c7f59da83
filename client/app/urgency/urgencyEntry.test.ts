import { expect, it } from 'vitest'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import { londonDay } from '#shared/time/london.ts'
import { readUrgency, urgencyEntryOf } from './urgencyEntry.ts'

const entry = { ...urgencyEntryOf(standardBands, londonDay('2026-11-13')), why: 'Agreed with the trust' }

it('reads back what holds, ready to be sent from a day on', () => {
  const { words, startWithin, targets } = standardBands
  expect(readUrgency(entry)).toEqual({
    errors: [],
    toSend: { effectiveFrom: '2026-11-13', words, startWithin, targets, why: 'Agreed with the trust' },
  })
  expect(readUrgency({ ...entry, startWithin: ' ' }).toSend?.startWithin).toBeNull()
})

it('says beside each field what it takes', () => {
  const { errors, toSend } = readUrgency({
    effectiveFrom: '',
    words: { ...entry.words, U2: ' ', U4: 'x'.repeat(41) },
    startWithin: '0',
    by: { ...entry.by, U2: 'elapsed', U3: 'midnight' },
    minutes: { U1: '-5', U2: '43201', U3: 'none', U4: '' },
    why: ' ',
  })
  expect(toSend).toBeNull()
  expect(errors.map(({ field }) => field)).toEqual([
    'startWithin',
    'targets.U1.minutes',
    'words.U2',
    'targets.U2.minutes',
    'words.U4',
    'effectiveFrom',
    'why',
  ])
})

it('says beside a name that two classes would share, and beside a target that is longer than that of a less urgent class', () => {
  const alike = readUrgency({ ...entry, words: { ...entry.words, U2: ' at  ONCE' } })
  expect(alike).toEqual({
    toSend: null,
    errors: [
      {
        field: 'words.U2',
        message: 'U1 is called the same. Give U2 a name of its own, so that nobody takes one for the other.',
      },
    ],
  })
  const longer = readUrgency({ ...entry, minutes: { ...entry.minutes, U1: '5000' } })
  expect(longer.errors.map(({ field }) => field)).toEqual(['targets.U1.minutes'])
  expect(longer.errors[0]?.message).toMatch(/^This class is more urgent than U2, so its target cannot be longer/)
  const midnight = readUrgency({ ...entry, minutes: { ...entry.minutes, U3: '300' } })
  expect(midnight.errors.map(({ field }) => field)).toEqual(['targets.U2'])
})
