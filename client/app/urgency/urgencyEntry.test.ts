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
