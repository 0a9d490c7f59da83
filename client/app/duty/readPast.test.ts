import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { readPast } from './readPast.ts'

const now = instant('2026-11-13T00:20:00Z')

it('reads a time that has passed today', () => {
  expect(readPast('00:05', now)).toEqual({ ok: true, value: '2026-11-13T00:05:00.000Z' })
})

it('takes a time that has not come yet as yesterday’s', () => {
  expect(readPast('2350', now)).toEqual({ ok: true, value: '2026-11-12T23:50:00.000Z' })
})

it('says what to type when it cannot be read', () => {
  expect(readPast('soon', now)).toMatchObject({ ok: false, refusal: expect.stringContaining('Enter a time') })
  expect(readPast('', now)).toMatchObject({ ok: false, refusal: 'Enter a time, like 16:20' })
})

const since = (at: string) => ({ at: instant(at), words: '“Accept” was then. Give that time or later.' })

it('says that a time has not come yet where yesterday’s would be long before it began', () => {
  expect(readPast('00:30', now, since('2026-11-12T22:00:00Z'))).toMatchObject({
    ok: false,
    refusal: expect.stringContaining('has not come yet'),
  })
  expect(readPast('23:50', now, since('2026-11-12T22:00:00Z'))).toMatchObject({ ok: true })
})

it('refuses what is before the step before it, in the hub’s words', () => {
  const refused = { ok: false, refusal: '“Accept” was then. Give that time or later.' }
  expect(readPast('00:05', now, since('2026-11-13T00:10:00Z'))).toEqual(refused)
  expect(readPast('23:40', now, since('2026-11-12T23:48:00Z'))).toEqual(refused)
})

it('takes the minute of the step before it as its moment: nobody types seconds', () => {
  expect(readPast('23:48', now, since('2026-11-12T23:48:31Z'))).toEqual({ ok: true, value: '2026-11-12T23:48:31.000Z' })
})
