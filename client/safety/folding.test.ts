import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { countWords, lineWords, openRows } from './folding.ts'

const NOW = instant('2026-11-12T20:15:00Z')
const late = (id: string) => ({ id, helpAt: null, rung: 'desk' as const })
const help = (id: string) => ({ id, helpAt: NOW, rung: 'desk' as const })

describe('the bar of who is late', () => {
  it('shows the gravest whole and a line for each of the others', () => {
    expect([...openRows(['tom', 'ewa', 'amir'].map(late), new Map())]).toEqual(['tom'])
    expect([...openRows(['tom', 'ewa', 'amir'].map(late), new Map([['amir', true]]))]).toEqual(['tom', 'amir'])
    expect([...openRows(['tom', 'ewa'].map(late), new Map([['tom', false]]))]).toEqual([])
  })

  it('never folds a call for help', () => {
    const rows = [help('sam'), help('noor'), late('tom')]
    expect([...openRows(rows, new Map([['noor', false]]))]).toEqual(['sam', 'noor'])
  })

  it('counts calls for help before whoever is late, and nobody who is in time', () => {
    expect(countWords([help('sam'), late('tom'), late('ewa')])).toBe('1 call for help, 2 late')
    expect(countWords([help('sam'), help('noor')])).toBe('2 calls for help')
    expect(countWords([{ helpAt: null, rung: 'in-time' }])).toBe('')
  })

  it('says on one line who it is and how late', () => {
    expect(lineWords({ personName: 'Tom Ellis', backBy: addMinutes(NOW, -80) }, NOW)).toBe('Tom Ellis: 1h 20m late')
    expect(lineWords({ personName: 'Tom Ellis', backBy: addMinutes(NOW, 45) }, NOW)).toBe('Tom Ellis: back by 21:00')
  })
})
