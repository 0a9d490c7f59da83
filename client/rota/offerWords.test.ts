import { describe, expect, it } from 'vitest'
import { personId, shiftId, shiftOfferId } from '#shared/kernel/ids.ts'
import type { OfferRow } from '#shared/rota/coverContract.ts'
import { londonDay, clockTime, londonInstant } from '#shared/time/london.ts'
import { askedWords, mineWords } from './offerWords.ts'

const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`
const on = (day: string) => ({
  day: londonDay(day),
  startsAt: londonInstant(londonDay(day), clockTime('12:30')),
  endsAt: londonInstant(londonDay(day), clockTime('20:30')),
})
const offer = (changes: Partial<OfferRow>): OfferRow => ({
  id: shiftOfferId.parse(id(1)),
  kind: 'swap',
  shiftId: shiftId.parse(id(2)),
  personId: personId.parse(id(3)),
  name: 'Hannah Cole',
  ...on('2026-11-19'),
  role: 'duty',
  placeName: null,
  note: '',
  meantFor: null,
  meantForName: null,
  state: 'open',
  takerId: null,
  takerName: null,
  inReturn: null,
  returnAgreed: false,
  overLeaveWhy: '',
  mayUndo: false,
  version: 1,
  cannot: null,
  warnings: [],
  ...changes,
})
const priya = { takerId: personId.parse(id(4)), takerName: 'Priya Shah', state: 'waiting' } as const
const inReturn = { shiftId: shiftId.parse(id(5)), ...on('2026-11-20') }

describe('what a shift on offer waits for', () => {
  it('names whom it was asked of, or says that nobody has taken it', () => {
    const asked = offer({ meantFor: personId.parse(id(4)), meantForName: 'Priya Shah' })
    expect(askedWords(asked)).toBe('Swap: Thu 19, 12:30 to 20:30. Asked of Priya Shah, who has not answered yet.')
    expect(mineWords(asked)).toBe('Asked of Priya Shah, who has not answered yet. It is yours.')
    expect(mineWords(offer({}))).toBe('Nobody has taken it yet. It is yours.')
  })

  it('tells its giver that the taker said yes, and whose word it waits for then', () => {
    expect(mineWords(offer({ ...priya, kind: 'give-away' }))).toBe(
      'Priya Shah has said yes. It waits for whoever plans the rota; until they agree it is yours.',
    )
    expect(mineWords(offer({ ...priya, inReturn }))).toBe(
      'Priya Shah has said yes, and gives you Fri 20, 12:30 to 20:30 for it. It waits for you: say yes to that shift, or keep yours.',
    )
    expect(mineWords(offer({ ...priya, inReturn, returnAgreed: true }))).toBe(
      'Priya Shah and you have said yes. You get Fri 20, 12:30 to 20:30 for it. It waits for whoever plans the rota; until they agree both shifts stay as they are.',
    )
  })
})
