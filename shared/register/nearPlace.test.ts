import { describe, expect, it } from 'vitest'
import { nearPlace } from './nearPlace.ts'

const places = [
  { name: 'St Aldhelm’s Hospital', address: 'Kelsham WM4 2QT' },
  { name: 'Ashmere police station', address: 'High Street, Ashmere' },
  { name: 'Kelsham police station', address: 'Station Road, Kelsham' },
  { name: 'Ward 4', address: '' },
]
const near = (typed: string) => nearPlace(typed, places)?.name ?? null

describe('a place that is typed', () => {
  it.each([
    ['St Aldhelms hospital', 'St Aldhelm’s Hospital'],
    ['st. aldhelms hosptial', 'St Aldhelm’s Hospital'],
    ['St Aldhelms Hospital, bed 4, ask for Sue', 'St Aldhelm’s Hospital'],
    ['Ashmere Police Staton', 'Ashmere police station'],
    ['High st, Ashmere', null],
    ['police station', null],
    ['12 Mill Lane, Ashmere', null],
    ['Ward', null],
    ['', null],
  ])('%s is offered %s', (typed, name) => expect(near(typed)).toBe(name))

  it('is offered none of two that it is as near to', () => {
    const twins = [
      { name: 'Willow House A', address: '' },
      { name: 'Willow House B', address: '' },
    ]
    expect(nearPlace('Willow House', twins)).toBeNull()
  })
})
