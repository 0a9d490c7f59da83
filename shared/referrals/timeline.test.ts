import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { decisionChanges, verdictWords } from '#shared/referrals/decisionWords.ts'
import { referralEvents } from '#shared/referrals/events.ts'
import type { DecisionRow, PowerRow, ReferralRecord, TimelineRow } from '#shared/referrals/record.ts'
import { clockLines, correctionHead, lineOf, readable, referralWordsFor } from '#shared/referrals/timeline.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'

const at = instant('2026-11-12T16:30:00Z')
const id = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const power: PowerRow = {
  id,
  kind: 's136',
  startedAt: instant('2026-11-11T18:32:00Z'),
  startSource: 'Police log',
  recordedAt: at,
  recordedByName: 'Jo Marsh',
  extension: null,
  endedAt: null,
  endedWhy: '',
  supersededAt: null,
  correctionReason: 'Read out by PC Daniels',
}
const first: DecisionRow = {
  versionNumber: 1,
  outcome: 'ACCEPT_MHAA',
  urgency: 'U1',
  assessBy: instant('2026-11-12T21:00:00Z'),
  reviewAt: null,
  whyNow: 'Reached the place of safety at 21:00.',
  lessRestrictive: '',
  duty: 's13-1',
  risk: 'None known.',
  decidedByName: 'Jo Marsh',
  recordedByName: null,
  decidedAt: at,
  changeReason: '',
}
const second: DecisionRow = {
  ...first,
  versionNumber: 2,
  assessBy: instant('2026-11-12T18:32:00Z'),
  whyNow: 'Reached the place of safety at 18:32.',
  changeReason: 'Arrival corrected by police.',
}
// Only what the words look at: the rest of a record does not change them.
const record = {
  powers: [power],
  limits: [],
  decisions: [first, second],
  undoneDecisions: [],
  notes: [],
} as unknown as ReferralRecord
const row = (type: string, data: TimelineRow['data'] = {}): TimelineRow => ({
  seq: 9,
  at,
  type,
  actorName: 'Jo Marsh',
  personName: null,
  data,
})
const lineFor = (type: string, data: TimelineRow['data'] = {}) => {
  const told = row(type, data)
  const line = lineOf(told, referralWordsFor(told, record))
  return {
    head: line.head,
    by: line.by,
    look: line.look,
    quote: line.quote
      .map(({ text }) => text)
      .join(' ')
      .trim(),
  }
}

describe('what happened, in words', () => {
  it('says how far a correction moved the clock, and keeps the earlier time', () => {
    const data = { powerId: id, before: '2026-11-11T21:00:00.000Z', startedAt: '2026-11-11T18:32:00.000Z' }
    const line = lineFor('power-corrected', data)
    expect(line).toMatchObject({ head: 'Clock moved earlier by 2h 28m', by: 'Jo Marsh', look: 'bad' })
    expect(line.quote).toMatch(/21:00.*18:32.*PC Daniels.*Police log.*Earlier time kept/s)
    expect([correctionHead(-60), correctionHead(0), correctionHead(null)]).toEqual([
      'Clock moved later by 1h',
      'Source of the start corrected',
      'Start of the clock corrected',
    ])
  })

  it('says a first decision as its verdict, and a later one as what it changed', () => {
    expect(lineFor('referral-triaged', { decision: 1 })).toMatchObject({
      head: 'Triaged: arrange a Mental Health Act assessment before 21:00',
      by: 'Jo Marsh · version 1',
      look: 'key',
    })
    const amended = lineFor('triage-changed', { decision: 2 })
    expect(amended.head).toBe('Decision amended to version 2')
    expect(amended.quote).toMatch(/Assess by: .*21:00.*18:32.*Why now.*Arrival corrected by police\./s)
  })

  it('says that a decision was undone, keeps its own line, and compares the next with the one that stands', () => {
    expect(lineFor('triage-undone', { decision: 2, state: 'to-triage' })).toMatchObject({
      head: 'Decision undone: version 2',
      by: 'Jo Marsh',
      look: 'key',
    })
    const undone = { ...second, undoneAt: at, undoneByName: 'Jo Marsh' }
    const parted = { ...record, decisions: [first, { ...second, versionNumber: 3 }], undoneDecisions: [undone] }
    for (const number of [2, 3]) {
      const words = referralWordsFor(row('triage-changed', { decision: number }), parted as unknown as ReferralRecord)
      expect(words?.head).toBe(`Decision amended to version ${number}`)
      expect((words?.quote ?? []).map((piece) => piece.text).join('')).toMatch(/Assess by: .*21:00.*18:32/s)
    }
  })

  it('ends each sentence once, whether or not a full stop was typed', () => {
    const extension = { authoriser: 'Dr Osei, registered medical practitioner.' }
    const stopped = {
      powers: [
        { ...power, startSource: 'Police log.', correctionReason: 'read out now.', endedWhy: 'seen', extension },
      ],
      decisions: [first, second],
      undoneDecisions: [],
    } as unknown as ReferralRecord
    const data = { powerId: id, minutes: 720, startedAt: at, endedAt: at, before: at, limitAt: at, decision: 2 }
    for (const type of ['power-recorded', 'power-corrected', 'power-extended', 'power-ended', 'triage-changed']) {
      const quote = referralWordsFor(row(type, data), stopped)?.quote ?? []
      const text = quote.map((piece) => piece.text).join('')
      expect(text).not.toMatch(/\.\s*\./)
      expect(text).not.toMatch(/\. [a-z]/)
      expect(text).toMatch(/\.$/)
    }
  })

  it('says who called and how long it took', () => {
    const data = { source: 'POLICE_136', receivedAt: '2026-11-12T16:28:00.000Z' }
    expect(lineFor('referral-received', data)).toMatchObject({
      head: 'Referral saved',
      by: 'Jo Marsh · Police · 2m after the call began',
    })
  })

  it('names fields once and never their content', () => {
    expect(lineFor('referral-changed', { fields: ['bornOn', 'ageYears', 'homeAddress'] }).quote).toBe(
      'Date of birth or age, Home',
    )
  })

  it.each(referralEvents)('has words for %s, whatever its data', (type) => {
    for (const data of [{}, { powerId: 7, kind: 'x', fields: 'y', decision: 'z', before: 1, startedAt: 'never' }]) {
      expect(lineFor(type, data).head).toMatch(/^[A-Z].{4,}/)
    }
  })

  it('still says an event that nobody has words for', () => {
    expect(lineFor('toil-claim-made').head).toBe('TOIL claim made')
    expect(readable('amhp-home-safe')).toBe('AMHP home safe')
  })

  it('says what a bed came to', () => {
    expect(lineFor('arrangement-set', { kind: 'bed', state: 'asked', before: null }).head).toBe('Bed: asked')
    expect(lineFor('arrangement-set', { kind: 'bed', state: 'asked', before: 'asked' }).head).toBe('Bed: note changed')
  })
})

describe('what the clock did by itself', () => {
  const recordedAt = instant('2026-11-11T19:00:00Z')
  const heads = (powers: readonly PowerRow[], now = at) => clockLines(powers, now).map(({ head }) => head)
  it('leaves out warnings that had gone by before the start was recorded', () => {
    expect(heads([{ ...power, recordedAt: addHours(at, 1) }], addHours(at, 1.2))).toEqual([
      'Section 136 entered its last 1h',
    ])
  })
  it('shows the warnings that have come', () => {
    expect(heads([{ ...power, recordedAt }])).toEqual(['Section 136 entered its last 4h'])
    expect(heads([{ ...power, recordedAt }], addHours(at, 3))).toEqual([
      'Section 136 entered its last 4h',
      'Section 136 entered its last 2h',
      'Section 136 entered its last 1h',
      'Section 136: legal limit passed',
    ])
  })
  it('stops when the power ended, and says nothing of a start that is not known or was corrected', () => {
    expect(heads([{ ...power, recordedAt, endedAt: at }], addHours(at, 3))).toEqual(['Section 136 entered its last 4h'])
    expect(heads([{ ...power, startedAt: null }])).toEqual([])
    expect(heads([{ ...power, supersededAt: at }])).toEqual([])
  })
})

describe('a verdict', () => {
  const today = londonDay('2026-11-12')
  it('is one sentence', () => {
    expect(verdictWords(second, today)).toBe('Arrange a Mental Health Act assessment before 18:32 today.')
    expect(verdictWords(second, londonDay('2026-11-13'))).toBe(
      'Arrange a Mental Health Act assessment before Thu 12 November 18:32.',
    )
    const more = { outcome: 'MORE_INFO_NEEDED', assessBy: null, reviewAt: addHours(at, 1) } as const
    expect(verdictWords(more, today)).toBe('Ask for more information. Look at it again by 17:30 today.')
  })
  it('differs only where it does', () => {
    expect(decisionChanges(first, first)).toEqual([])
    expect(decisionChanges(first, second).map(({ what }) => what)).toEqual(['Assess by', 'Why now'])
    expect(decisionChanges(first, { ...first, lessRestrictive: 'Crisis team' })[0]?.pieces[0]?.text).toBe('nothing')
  })
})
