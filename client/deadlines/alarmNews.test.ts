import { describe, expect, it } from 'vitest'
import type { AlarmRow } from '#shared/deadlines/contract.ts'
import type { DeadlineId, PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { alarmNews, maySpeak, type Heard } from './alarmNews.ts'
import { withTold, type ToldOnce } from './toldOnce.ts'

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
  passedByName: null,
  relayTries: 0,
  relayedAt: null,
  answeredByName: null,
  answeredAt: null,
  ...over,
})
const nothing: Heard = new Map()
const untold: ToldOnce = new Map()
const newsOf = (rows: readonly AlarmRow[], heard = nothing, after = 0, told = untold) =>
  alarmNews(rows, heard, me, addMinutes(NOW, after), told)
/** What an open board has told at `NOW`: that a section 136 has come into its last hours, or run out. */
const boardTold = (state: 'soon' | 'over', number = 2424) => withTold(untold, [{ number, kind: 's136', state }], NOW)

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

  it('of a limit that passes is left to the board that has told it, the first time', () => {
    const passed = row({ point: 'limit', minutesBefore: minutes(0) })
    const first = newsOf([passed], nothing, 1, boardTold('over'))
    expect(first).toMatchObject({ sound: null, words: '', turned: [] })
    expect(newsOf([passed], first.heard, 16, boardTold('over')).sound).toBe('over')
  })

  it('of the first warning sounds once where the board has sounded, and is said here: the board does not say it', () => {
    const warned = newsOf([row({ minutesBefore: minutes(240) })], nothing, 0, boardTold('soon'))
    expect(warned).toMatchObject({ sound: null, words: 'R-2424: Section 136 is in its last 4h', grave: false })
  })

  it.each([120, 60])(
    'of a later warning, %i minutes before, sounds over an open board, which tells the first only',
    (left) => {
      const later = newsOf([row({ minutesBefore: minutes(left) })], nothing, 240 - left, boardTold('soon'))
      expect(later.sound).toBe('soon')
      expect(later.words).toContain('Section 136 is in its last')
    },
  )

  it('of a start that nobody has recorded sounds over an open board, which tells nothing of it', () => {
    const missing = row({ point: 'start-not-recorded', minutesBefore: minutes(15), limitAt: null })
    expect(newsOf([missing], nothing, 0, boardTold('soon'))).toMatchObject({
      sound: 'soon',
      words: 'R-2424: Section 136: start still not recorded',
      turned: [],
    })
  })

  it('that was there before the board was opened sounds, and so does what the board shows no clock of', () => {
    const passed = row({ point: 'limit', minutesBefore: minutes(0) })
    expect(newsOf([passed])).toMatchObject({ sound: 'over', words: 'R-2424: Section 136 has passed its legal limit' })
    expect(newsOf([row()]).sound).toBe('soon')
    expect(newsOf([passed], nothing, 0, boardTold('over', 2425)).sound).toBe('over')
    const target = row({ source: 'target', kind: 'triage', point: 'target' })
    expect(newsOf([target], nothing, 0, boardTold('over')).sound).toBe('soon')
  })

  it('tells the board what it has told, so that a clock sounds once whoever notices first', () => {
    expect(newsOf([row({ point: 'limit' })]).turned).toEqual([{ number: 2424, kind: 's136', state: 'over' }])
    expect(newsOf([row()]).turned).toEqual([{ number: 2424, kind: 's136', state: 'soon' }])
  })

  it('is said at most once in twenty seconds', () => {
    expect([
      maySpeak(null, NOW),
      maySpeak(NOW, instant('2026-11-12T16:43:19Z')),
      maySpeak(NOW, instant('2026-11-12T16:43:20Z')),
    ]).toEqual([true, false, true])
  })
})
