import { expect, it } from 'vitest'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { endedWords } from './urgencyEnded.ts'
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

it('says all of it at the first press: what is wrong by itself and beside another, as the fields stand on the form', () => {
  const { errors } = readUrgency(
    {
      ...entry,
      effectiveFrom: '2026-11-12',
      words: { ...entry.words, U2: ' at  ONCE', U3: '' },
      by: { ...entry.by, U2: 'midnight', U3: 'elapsed' },
      minutes: { ...entry.minutes, U1: '5000', U3: '' },
      why: '',
    },
    londonDay('2026-11-13'),
  )
  expect(errors.map(({ field }) => field)).toEqual([
    'targets.U1.minutes',
    'words.U2',
    'words.U3',
    'targets.U3.minutes',
    'effectiveFrom',
    'why',
  ])
})

it('says of what holds no more whether it was withdrawn or replaced, when, by whom and why', () => {
  const by = { withdrawnByName: 'Ruth Banerjee', withdrawnWhy: 'Mistyped' }
  const base = { ...standardBands, effectiveFrom: londonDay('2026-11-20'), why: 'Agreed', byName: 'Ruth Banerjee' }
  const [noon, later] = [instant('2026-11-13T12:00:00Z'), instant('2026-11-13T15:30:00Z')]
  const first: UrgencyRow = { ...base, ...by, version: 1, at: addMinutes(noon, -60), withdrawnAt: noon }
  const second: UrgencyRow = { ...base, ...by, version: 2, at: noon, withdrawnAt: later }
  const third: UrgencyRow = {
    ...base,
    version: 3,
    at: addMinutes(later, 60),
    withdrawnAt: null,
    withdrawnByName: '',
    withdrawnWhy: '',
  }
  const rows = [third, second, first]
  expect(rows.map((row) => endedWords(row, rows))).toEqual([
    null,
    'Withdrawn Fri 13 November 15:30 by Ruth Banerjee: Mistyped.',
    'Replaced Fri 13 November 12:00 by Ruth Banerjee with another set for the same day: Mistyped.',
  ])
})
