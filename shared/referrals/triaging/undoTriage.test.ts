import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '../../time/instant.ts'
import { builtOnDecision, decideUndoTriage, undoTriageWords, type UndoTriageSubject } from './undoTriage.ts'

const at = instant('2026-11-12T16:20:00Z')
const jo = { byName: 'Jo Marsh', at }
const subject: UndoTriageSubject = {
  version: 2,
  decision: { at, madeVersion: 2, stateBefore: 'to-triage', undone: null },
  liveAllocation: null,
  lastChange: { byName: 'Amir Shah', at },
  builtSince: null,
}
const recorded = { at, madeVersion: 2, stateBefore: 'to-triage', undone: null } as const
const given = { toName: 'Ewa Kowalska', at }

describe('undoing a decision just recorded', () => {
  it.each([
    ['at once', {}, 0, 'to-triage'],
    ['in its last second', {}, 1, 'to-triage'],
    ['after its minute', {}, 2, 'too-late-to-undo'],
    ['when there is none', { decision: null }, 0, 'nothing-decided'],
    ['twice', { decision: { ...recorded, undone: jo } }, 0, 'already-undone'],
    [
      'of an earlier release',
      { decision: { ...recorded, madeVersion: null, stateBefore: null } },
      0,
      'too-late-to-undo',
    ],
    ['once somebody has it', { liveAllocation: given, version: 3 }, 0, 'already-allocated'],
    [
      'that left it with whoever had it',
      { decision: { ...recorded, stateBefore: 'allocated' }, liveAllocation: given },
      0,
      'allocated',
    ],
    ['once somebody changed the referral', { version: 3 }, 0, 'changed-since-then'],
    ['once a letter went out', { builtSince: { ...jo, what: 'letter-sent' } }, 0, 'acted-on-since'],
  ] as const)('%s', (_, differs, minutes, expected) => {
    const decided = decideUndoTriage({ ...subject, ...differs }, addMinutes(at, minutes))
    expect(decided.ok ? decided.value.state : decided.refusal.code).toBe(expected)
  })

  it('is refused in sentences that say who, and what to do', () => {
    for (const what of Object.keys(builtOnDecision) as (keyof typeof builtOnDecision)[])
      expect(undoTriageWords({ code: 'acted-on-since', ...jo, what })).toMatch(
        /^Jo Marsh .+ at .+\. Change the decision/,
      )
    expect(undoTriageWords({ code: 'changed-since-then', byName: '', at })).toMatch(/^Somebody changed/)
    expect(undoTriageWords({ code: 'already-undone', ...jo })).toMatch(/^Jo Marsh undid/)
  })
})
