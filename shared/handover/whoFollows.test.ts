import { expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { usualKind } from './codes.ts'
import { isFollowedAtDesk } from './whoFollows.ts'

const [jo, amir] = ['jo', 'amir'] as PersonId[] as [PersonId, PersonId]
const at = (clock: string, day = '12') => instant(`2026-11-${day}T${clock}:00.000Z`)
const now = at('16:54')
const mine = { personId: jo, startsAt: at('09:00'), endsAt: at('17:00') }
const theirs = (from: string, to: string) => ({ personId: amir, startsAt: at(from), endsAt: at(to) })

it('knows by the rota who has the desk after somebody', () => {
  expect(isFollowedAtDesk([mine, theirs('12:00', '20:00')], jo, now), 'they stay on').toBe(true)
  expect(isFollowedAtDesk([mine, theirs('17:30', '22:00')], jo, now), 'they come soon').toBe(true)
  expect(isFollowedAtDesk([mine, theirs('09:00', '17:00')], jo, now), 'they leave as well').toBe(false)
  expect(isFollowedAtDesk([mine, theirs('19:00', '23:00')], jo, now), 'the desk stands empty').toBe(false)
  expect(isFollowedAtDesk([mine], jo, now), 'nobody').toBe(false)
  expect(isFollowedAtDesk([theirs('12:00', '20:00')], jo, now), 'without a shift of one’s own').toBe(true)
})

it('gives the desk to whoever follows there, and out of hours to the night', () => {
  expect(usualKind(['practice-consultant'], true)).toBe('next-shift')
  expect(usualKind(['practice-consultant'], false)).toBe('out-of-hours')
  expect(usualKind(['edt'], true), 'the night gives back in the morning').toBe('morning')
})
