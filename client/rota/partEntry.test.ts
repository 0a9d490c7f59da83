import { describe, expect, it } from 'vitest'
import { readPart } from './partEntry.ts'

const read = (partStartsAt: string, partEndsAt: string) => {
  const found = readPart({ partStartsAt, partEndsAt })
  return found.ok ? found.part : found.errors.map(({ field }) => field)
}

describe('a part of a day', () => {
  it('is from when until when, or for how long', () => {
    const afternoon = { startsAt: '15:00', endsAt: '17:00' }
    for (const until of ['17:00', '17.00', '2h', '2h 0m', '120m', '120'])
      expect(read('15:00', until)).toEqual(afternoon)
    expect(read('08:30', '9:15')).toEqual({ startsAt: '08:30', endsAt: '09:15' })
  })

  it('is whole days where nothing was typed, and says which field is missing', () => {
    expect(read('', ' ')).toBeNull()
    expect(read('15:00', '')).toEqual(['partEndsAt'])
    expect(read('', '2h')).toEqual(['partStartsAt', 'partEndsAt'])
    // Past midnight is another day.
    expect(read('23:00', '2h')).toEqual(['partEndsAt'])
    expect(read('15:00', 'soon')).toEqual(['partEndsAt'])
  })
})
