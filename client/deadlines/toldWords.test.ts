import { expect, it } from 'vitest'
import type { PersonId } from '#shared/kernel/ids.ts'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { toldWords } from './toldWords.ts'

const me = 'jo' as PersonId
const row = {
  answeredByName: null,
  answeredAt: null,
  toldId: me,
  toldName: 'Jo Marsh',
  toldAt: instant('2026-11-12T23:50:00.000Z'),
  nextAt: instant('2026-11-13T00:05:00.000Z'),
  passedByName: null,
}

it('says the day of a moment that is not today’s', () => {
  expect(toldWords(row, me, londonDay('2026-11-12'))).toBe(
    'You were told at 23:50. If nobody takes it, it goes on at Fri 13 November 00:05.',
  )
  expect(toldWords(row, me, londonDay('2026-11-13'))).toBe(
    'You were told at Thu 12 November 23:50. If nobody takes it, it goes on at 00:05.',
  )
  const taken = { ...row, answeredByName: 'Amir Shah', answeredAt: instant('2026-11-12T23:58:00.000Z') }
  expect(toldWords(taken, me, londonDay('2026-11-14'))).toBe('Amir Shah has taken it, Thu 12 November 23:58.')
  const mine = { ...taken, answeredByName: 'Jo Marsh', answeredById: me }
  expect(toldWords(mine, me, londonDay('2026-11-12')), 'to whoever took it').toBe('You have taken it, 23:58.')
})
