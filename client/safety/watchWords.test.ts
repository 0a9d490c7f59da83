import { expect, it } from 'vitest'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { outAloneTitle, unwatchedWords } from './watchWords.ts'

it('counts and names who is out with no check-in agreed', () => {
  const ewa = { personName: 'Ewa Kowalska', phone: '07700 900 123', number: 2424 }
  expect(unwatchedWords([ewa])).toBe('1 out with no check-in agreed: Ewa Kowalska (07700 900 123, R-2424).')
  expect(unwatchedWords([ewa, { personName: 'Tom Ellis', phone: '', number: null }])).toBe(
    '2 out with no check-in agreed: Ewa Kowalska (07700 900 123, R-2424); Tom Ellis.',
  )
})

it('says how many are out alone, and of what each is short', () => {
  const now = instant('2026-11-12T16:47:00Z')
  const row = (backIn: number, helpAt = false) => ({ backBy: addMinutes(now, backIn), helpAt: helpAt ? now : null })
  expect(outAloneTitle([row(30), row(60)], 0, now)).toBe('2 out alone at 16:47, all in time')
  expect(outAloneTitle([row(-5), row(60)], 1, now)).toBe(
    '3 out alone at 16:47, 1 past the time to be back, 1 with no check-in agreed',
  )
  expect(outAloneTitle([row(-5, true), row(0), row(-1)], 0, now)).toBe(
    '3 out alone at 16:47, 1 called for help, 2 past the times to be back',
  )
})
