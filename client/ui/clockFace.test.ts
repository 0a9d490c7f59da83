import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { faceOf, lengthOf, spokenLength, type ClockReading } from './clockFace.ts'

const now = instant('2026-11-12T16:47:00Z')
const at = (time: string, day = '2026-11-12') => instant(`${day}T${time}:00Z`)
const legal = (rest: Partial<ClockReading>): ClockReading => ({
  kind: 'legal',
  state: 'calm',
  limitAt: at('18:32'),
  label: 's136 ends 18:32',
  ...rest,
})

describe('a legal clock', () => {
  it('counts down in words and figures', () => {
    expect(faceOf(legal({ state: 'soon' }), now)).toMatchObject({
      tone: 'warn',
      shape: 'triangle',
      figure: '1h 45m',
      word: 'left',
      spoken: '1 hour 45 minutes left',
    })
  })

  it('empties its ring from start to limit', () => {
    const face = faceOf(legal({ startedAt: at('18:32', '2026-11-11') }), at('06:32'))
    expect(face).toMatchObject({ tone: 'calm', shape: 'ring', fraction: 0.5 })
  })

  it('becomes soon and then over by itself, with no word from the hub', () => {
    const reading = legal({ soonAt: at('16:32') })
    expect(faceOf(reading, at('16:31')).tone).toBe('calm')
    expect(faceOf(reading, at('16:32')).tone).toBe('warn')
    expect(faceOf(reading, at('18:32'))).toMatchObject({ tone: 'breach', shape: 'octagon', figure: '0m', word: 'over' })
    expect(faceOf(reading, at('18:54')).figure).toBe('22m')
  })

  it('says that its start is not recorded, never that it is not running', () => {
    const face = faceOf(legal({ state: 'not-recorded', limitAt: null }), now)
    expect(face).toMatchObject({ tone: 'unknown', shape: 'square', figure: '', word: 'Start not recorded' })
  })

  it('does not go over once it has ended', () => {
    expect(faceOf(legal({ state: 'ended', limitAt: at('16:25') }), now)).toMatchObject({ tone: 'calm', word: 'Ended' })
  })
})

describe('a local target', () => {
  it('is never drawn as a legal limit, even when it is past', () => {
    const face = faceOf(legal({ kind: 'local', limitAt: at('16:39'), label: 'Local target 30m' }), now)
    expect(face).toMatchObject({ local: true, tone: 'warn', shape: 'triangle', figure: '8m', word: 'over' })
  })

  it('counts up where there is no limit', () => {
    const face = faceOf(legal({ kind: 'local', limitAt: null, startedAt: at('14:37'), label: 'No legal limit' }), now)
    expect(face).toMatchObject({ shape: 'dashes', figure: '2h 10m', word: 'waiting', tone: 'calm' })
  })
})

describe('lengths', () => {
  it('are hours up to four days, and days after', () => {
    expect(lengthOf(68 * 60 + 2)).toBe('68h 2m')
    expect(lengthOf(13 * 24 * 60 + 30)).toBe('13 days')
  })

  it('are spoken in full', () => {
    expect([spokenLength(1), spokenLength(60), spokenLength(61), spokenLength(0)]).toEqual([
      '1 minute',
      '1 hour',
      '1 hour 1 minute',
      '0 minutes',
    ])
  })
})
