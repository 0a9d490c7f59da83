import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { againstTarget, targetWords } from './targetWords.ts'

const now = instant('2026-11-12T16:00:00Z')
const by = instant('2026-11-12T18:00:00Z')

it('says how far the time to assess by is, as the service’s own', () => {
  expect(targetWords(by, now)).toBe('local target, 2h to go')
  expect(targetWords(by, instant('2026-11-12T18:00:00Z'))).toBe('local target, 0m over')
  expect(targetWords(by, instant('2026-11-12T19:20:00Z'))).toBe('local target, 1h 20m over')
})

it('puts when somebody would be there beside it', () => {
  expect(againstTarget(instant('2026-11-12T16:38:00Z'), by, now)).toEqual({
    inTime: true,
    words: 'There about 16:40. Assess by 18:00, local target',
  })
  expect(againstTarget(instant('2026-11-12T18:25:00Z'), by, now)).toEqual({
    inTime: false,
    words: 'There about 18:25. Assess by 18:00, local target: 25m after it',
  })
  expect(againstTarget(by, by, now)?.inTime, 'on the minute').toBe(true)
  expect(againstTarget(null, by, now)).toEqual({ inTime: true, words: 'Assess by 18:00, local target' })
  expect(againstTarget(by, null, now)).toBeNull()
})
