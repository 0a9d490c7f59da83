import { describe, expect, it } from 'vitest'
import { destinations, movesFor, type MoveSubject } from './moveTo.ts'

const consultant = { triage: true, allocate: true }
const ewa = { personName: 'Ewa Kowalska', setOffAt: null }
const out = { ...ewa, setOffAt: '2026-11-12T16:20:00Z' }
const table = (subject: MoveSubject, rights = consultant) =>
  movesFor(subject, rights).map(({ how }) =>
    'act' in how ? how.act : how.why === 'It is there already.' ? 'there' : 'no',
  )

describe('moving a referral on the board', () => {
  it.each([
    [
      'to triage',
      { state: 'to-triage', decided: false, held: false, allocation: null },
      ['there', 'triage', 'hold', 'no', 'no', 'triage'],
    ],
    [
      'to triage again, once more is known',
      { state: 'to-triage', decided: true, held: false, allocation: null },
      ['there', 'triage-again', 'hold', 'no', 'no', 'triage-again'],
    ],
    [
      'held before triage',
      { state: 'to-triage', decided: false, held: true, allocation: null },
      ['take-up', 'triage', 'there', 'no', 'no', 'triage'],
    ],
    [
      'to allocate',
      { state: 'to-allocate', decided: true, held: false, allocation: null },
      ['triage-again', 'there', 'hold', 'allocate', 'no', 'triage-again'],
    ],
    [
      'held for an AMHP',
      { state: 'to-allocate', decided: true, held: true, allocation: null },
      ['triage-again', 'take-up', 'there', 'allocate', 'no', 'triage-again'],
    ],
    [
      'allocated',
      { state: 'allocated', decided: true, held: false, allocation: ewa },
      ['no', 'take-back', 'no', 'there', 'no', 'no'],
    ],
    [
      'out',
      { state: 'allocated', decided: true, held: false, allocation: out },
      ['no', 'take-back', 'no', 'no', 'there', 'no'],
    ],
    [
      'closed',
      { state: 'closed', decided: true, held: false, allocation: null },
      ['no', 'no', 'no', 'no', 'no', 'there'],
    ],
  ] as const)('from %s is the act that it is, or says why not', (_, subject, expected) => {
    expect(table(subject)).toEqual(expected)
    for (const { how } of movesFor(subject, consultant)) if ('why' in how) expect(how.why).toMatch(/^[A-Z].{8,}\.$/)
  })

  it('does nothing for whoever may not do the act, and says who does', () => {
    const subject = { state: 'to-allocate', decided: true, held: false, allocation: null } as const
    expect(table(subject, { triage: false, allocate: true })).toEqual(['no', 'there', 'no', 'allocate', 'no', 'no'])
    expect(movesFor(subject, { triage: false, allocate: false }).map(({ to }) => to)).toEqual(destinations)
  })
})
