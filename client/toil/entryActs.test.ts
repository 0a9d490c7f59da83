import { expect, it } from 'vitest'
import { entryActs, formField, readEntry } from './entryActs.ts'

const typed = { day: '2026-11-12', length: '1h 30m', why: 'As agreed', downwards: false }

it('reads what was typed, a correction in its direction', () => {
  expect(readEntry({ ...typed, act: 'book' })).toEqual({
    ok: true,
    entry: { day: '2026-11-12', minutes: 90, why: 'As agreed' },
  })
  expect(readEntry({ ...typed, act: 'adjust', downwards: true })).toMatchObject({ entry: { minutes: -90 } })
  expect(readEntry({ ...typed, act: 'bring', downwards: true })).toMatchObject({ entry: { minutes: -90 } })
  expect(readEntry({ ...typed, act: 'pay', downwards: true })).toMatchObject({ entry: { minutes: 90 } })
})

it('says what is wrong beside each field, all at once', () => {
  const wrong = readEntry({ act: 'adjust', day: '2026-02-30', length: 'much', why: ' ', downwards: false })
  expect(wrong).toMatchObject({ ok: false, errors: [{ field: 'day' }, { field: 'minutes' }, { field: 'why' }] })
})

it.each(entryActs)('asks for a reason for %s where the ledger keeps one', (act) => {
  const { ok } = readEntry({ ...typed, act, why: '' })
  expect(ok).toBe(act === 'take' || act === 'book')
})

it('takes a day at most for time off, and a balance for the others', () => {
  expect(readEntry({ ...typed, act: 'book', length: '25h' }).ok).toBe(false)
  expect(readEntry({ ...typed, act: 'bring', length: '25h' }).ok).toBe(true)
})

it('leads a refusal to its field', () => {
  expect([formField('upToMinutes'), formField('note'), formField('day'), formField('personId')]).toEqual([
    'minutes',
    'why',
    'day',
    undefined,
  ])
})
