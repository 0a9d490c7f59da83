import { expect, it } from 'vitest'
import { instant, type Instant } from '../time/instant.ts'
import { waitingOrder, type WaitingPlace } from './waitingOrder.ts'

const at = (clock: string): Instant => instant(`2026-11-12T${clock}:00Z`)
const place = (id: string, differs: Partial<WaitingPlace> = {}): WaitingPlace => ({
  id,
  clock: null,
  urgency: 'U2',
  receivedAt: at('09:00'),
  acceptedAt: at('10:00'),
  assessBy: null,
  heldUntil: null,
  ...differs,
})
const ordered = (...places: readonly WaitingPlace[]) => places.toSorted(waitingOrder).map(({ id }) => id)

it('goes by the legal limit, then by the time to assess by, then by age', () => {
  const limit = { state: 'calm' as const, limitAt: at('23:00') }
  expect(
    ordered(
      place('younger', { assessBy: at('18:00'), receivedAt: at('09:30') }),
      place('later', { assessBy: at('20:00'), urgency: 'U1' }),
      place('older', { assessBy: at('18:00') }),
      place('limit', { assessBy: at('22:00'), clock: limit, urgency: 'U3' }),
    ),
  ).toEqual(['limit', 'older', 'younger', 'later'])
})

it('puts what is held after what waits, whatever its time', () => {
  expect(ordered(place('held', { assessBy: at('12:00'), heldUntil: at('18:00') }), place('waits'))).toEqual([
    'waits',
    'held',
  ])
})

it('takes one without a set time by what its class would be due by, and one that says nothing last', () => {
  expect(
    ordered(
      place('planned', { urgency: 'U4' }),
      place('tomorrow', { urgency: 'U3', assessBy: at('20:00') }),
      place('at once', { urgency: 'U1' }),
      place('clock ended', { urgency: 'U0' }),
    ),
  ).toEqual(['clock ended', 'at once', 'tomorrow', 'planned'])
})
