import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant } from '../time/instant.ts'
import { rowsOfTeam, shiftsOfTeam, wallOrder, wallPhase, type WallRow } from './view.ts'

const now = instant('2026-11-12T16:47:00Z')
const row = (number: number, more: Partial<WallRow> = {}): WallRow => ({
  number,
  state: 'to-allocate',
  receivedAt: addMinutes(now, -number),
  acceptedAt: null,
  urgency: 'U2',
  assessBy: null,
  restricted: false,
  initials: 'ML',
  area: 'Kelsham',
  withInitials: null,
  powers: [],
  limits: [],
  ...more,
})
const s136 = (hours: number) => ({
  powers: [{ kind: 's136' as const, startedAt: addHours(now, -hours), endedAt: null, extension: null }],
})

describe('the wall', () => {
  it('is in the order of the board: nearest legal limit first', () => {
    const rows = [row(1), row(2, s136(3)), row(3, s136(23)), row(4, { urgency: 'U1' })]
    expect(wallOrder(rows, now).map(({ number }) => number)).toEqual([3, 2, 4, 1])
    expect(wallOrder(rows, now)[0]?.clock?.state).toBe('soon')
  })

  it('of one team shows what its AMHPs have, what nobody has, and what is near a limit whoever has it', () => {
    const rows = [
      row(1, { team: 'Kelsham' }),
      row(2, { team: 'Ashmere' }),
      row(3),
      row(4, { team: 'Ashmere', ...s136(23) }),
    ]
    const numbers = (team: string) => rowsOfTeam(wallOrder(rows, now), team).map(({ number }) => number)
    expect(numbers('Kelsham').toSorted((a, b) => a - b)).toEqual([1, 3, 4])
    expect(numbers('').toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
    const shift = { initials: 'EK', startsAt: now, endsAt: addHours(now, 8), jobs: 0 }
    expect(shiftsOfTeam([{ ...shift, team: 'Ashmere' }, { ...shift, team: '' }, shift], 'Kelsham')).toHaveLength(2)
  })

  it('shows the limit that presses most, of a power or another one', () => {
    const seen = (hours: number) => ({ limits: [{ kind: 's4-5' as const, startedAt: addHours(now, -hours) }] })
    const rows = [row(1, s136(23)), row(2, seen(25)), row(3, { ...s136(3), ...seen(22) })]
    expect(wallOrder(rows, now).map(({ number, clock }) => [number, clock?.kind, clock?.state])).toEqual([
      [2, 's4-5', 'over'],
      [1, 's136', 'soon'],
      [3, 's4-5', 'soon'],
    ])
  })

  it('puts who waits for an AMHP before who is with somebody, but no near limit behind either', () => {
    const out = { state: 'allocated' as const, withInitials: 'TA' }
    const rows = [
      row(1, { ...s136(3), ...out }),
      row(2, { ...out, urgency: 'U1' }),
      row(3),
      row(4, { state: 'to-triage', urgency: null }),
      row(5, { ...s136(23), ...out }),
      row(6, { urgency: null }),
    ]
    expect(wallOrder(rows, now).map(({ number }) => number)).toEqual([5, 4, 3, 1, 2, 6])
  })

  it('says how old it is, and goes dark before it misleads', () => {
    const after = (seconds: number) => wallPhase(now, addMinutes(now, seconds / 60))
    expect([after(0), after(19), after(25), after(61), after(14 * 60), after(15 * 60)]).toEqual([
      'live',
      'live',
      'late',
      'old',
      'old',
      'dark',
    ])
  })
})
