import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { readPast, twoPast } from './readPast.ts'

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

it('takes no evening for yesterday’s where that is long ago: the hint beside the box says the same', () => {
  const afternoon = instant('2026-11-12T16:56:00Z')
  const refused = {
    ok: false,
    refusal: '23:10 has not come yet, and at 23:10 yesterday this had not begun. Check the time',
  }
  expect(readPast('23:10', afternoon)).toEqual(refused)
  expect(readPast('23:10', afternoon, since('2026-11-12T15:00:00Z'))).toEqual(refused)
  expect(readPast('23:10', afternoon, since('2026-11-11T22:00:00Z'))).toEqual({
    ok: true,
    value: '2026-11-11T23:10:00.000Z',
  })
})

it('takes the one that was chosen of a time that the clocks made twice, also after midnight of the next day', () => {
  const night = instant('2026-10-25T02:15:00Z')
  expect(readPast('01:30', night)).toMatchObject({ ok: false, refusal: expect.stringContaining('came twice') })
  expect(twoPast('0130', night)).toMatchObject({
    first: '2026-10-25T00:30:00.000Z',
    second: '2026-10-25T01:30:00.000Z',
  })
  expect(readPast('01:30', night, null, 'first')).toEqual({ ok: true, value: '2026-10-25T00:30:00.000Z' })
  expect(readPast('01:30', night, null, 'second')).toEqual({ ok: true, value: '2026-10-25T01:30:00.000Z' })
  expect(twoPast('01:30', instant('2026-10-26T00:30:00Z'))).not.toBeNull()
  expect(twoPast('03:30', night)).toBeNull()
  expect(twoPast('', night)).toBeNull()
  // Before the second of them only the first can be meant.
  expect(twoPast('01:30', instant('2026-10-25T01:10:00Z'))).toBeNull()
})
