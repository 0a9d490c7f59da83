import { expect, it } from 'vitest'
import { londonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { isTrainingShort, trainingSays, yearWords } from './trainingSays.ts'

const year = {
  firstDay: londonDay('2026-03-01'),
  lastDay: londonDay('2027-02-28'),
  agreed: minutes(360),
  toAgree: minutes(180),
  missing: minutes(720),
  state: 'running',
} as const

it('says what is agreed and what waits', () => {
  expect(yearWords(year)).toBe('6h of 18h agreed, 3h to be agreed')
  expect(yearWords({ ...year, toAgree: minutes(0) })).toBe('6h of 18h agreed')
})

it('grows louder at six months and at three, and falls silent when it is met', () => {
  const on = (day: string) => trainingSays(year, londonDay(day))
  expect(on('2026-05-01')).toMatchObject({ words: '12h of training missing, by 28 February 2027', tone: 'info' })
  expect(on('2026-09-01').tone).toBe('warn')
  expect(on('2026-12-01').tone).toBe('breach-soft')
  expect(trainingSays({ ...year, state: 'met', missing: minutes(0) }, londonDay('2026-12-01')).words).toBe(
    'Training met',
  )
  expect(isTrainingShort(year, londonDay('2026-05-01'))).toBe(false)
  expect(isTrainingShort(year, londonDay('2026-09-01'))).toBe(true)
})
