import { describe, expect, it } from 'vitest'
import type { AlarmRow } from '#shared/deadlines/contract.ts'
import type { DeadlineId, PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { alarmNews, maySpeak, type Heard } from './alarmNews.ts'

const NOW = instant('2026-11-12T16:43:00Z')
const me = 'jo' as PersonId
const row = (over: Partial<AlarmRow> = {}): AlarmRow => ({
  id: 'a1' as DeadlineId,
  number: 2424,
  source: 'power',
  kind: 's136',
  point: 'warning',
  minutesBefore: minutes(120),
  dueAt: NOW,
  limitAt: addMinutes(NOW, 120),
  raisedAt: NOW,
  lateSeconds: 0,
  step: 0,
  toldId: me,
  toldName: 'Jo Marsh',
  toldAt: NOW,
  nextAt: null,
  relayTries: 0,
  relayedAt: null,
  answeredByName: null,
  answeredAt: null,
  ...over,
})
const nothing: Heard = new Map()
const newsOf = (rows: readonly AlarmRow[], heard = nothing, after = 0, boardTells = false) =>
  alarmNews(rows, heard, me, addMinutes(NOW, after), boardTells)

describe('what is told of alarms', () => {
  it('is told once: the gravest sound of several, one sentence for all, references only', () => {
    const first = newsOf([
      row(),
      row({ id: 'a2' as DeadlineId, number: 2425, point: 'limit', minutesBefore: minutes(0) }),
    ])
    expect(first).toMatchObject({ sound: 'over', grave: true })
    expect(first.words).toBe('R-2424: Section 136 is in its last 2h; R-2425: Section 136 has passed its legal limit')
    expect(newsOf([row()], first.heard)).toMatchObject({ words: '', sound: null })
  })

  it('is told again when it comes to oneself, and not when it goes to somebody else', () => {
    const { heard } = newsOf([row()])
    expect(newsOf([row({ step: 1, toldId: 'amir' as PersonId })], heard).sound).toBeNull()
    expect(newsOf([row({ step: 1 })], heard).sound).toBe('soon')
  })

  it('of a passed limit comes back every quarter of an hour until somebody has taken it', () => {
    const passed = row({ point: 'limit' })
    const { heard } = newsOf([passed])
    expect(newsOf([passed], heard, 14).sound).toBeNull()
    expect(newsOf([passed], heard, 15).sound).toBe('over')
    expect(newsOf([row()], newsOf([row()]).heard, 60).sound).toBeNull()
    expect(newsOf([{ ...passed, answeredAt: NOW, answeredByName: 'Amir Shah' }], heard, 60).sound).toBeNull()
  })

  it('is left to the board where the board tells of it itself, the first time', () => {
    const passed = row({ point: 'limit' })
    const first = newsOf([passed], nothing, 0, true)
    expect(first.sound).toBeNull()
    expect(newsOf([passed], first.heard, 15, true).sound).toBe('over')
    expect(newsOf([row({ source: 'target', kind: 'triage', point: 'target' })], nothing, 0, true).sound).toBe('soon')
  })

  it('is said at most once in twenty seconds', () => {
    expect([
      maySpeak(null, NOW),
      maySpeak(NOW, instant('2026-11-12T16:43:19Z')),
      maySpeak(NOW, instant('2026-11-12T16:43:20Z')),
    ]).toEqual([true, false, true])
  })
})
