import { describe, expect, it } from 'vitest'
import { waitId } from '../kernel/ids.ts'
import { instant, type Instant } from '../time/instant.ts'
import type { Progress, Step } from './steps.ts'
import {
  closeWaitsAt,
  decideEndWait,
  decideStartWait,
  minutesWaited,
  openWaits,
  waitFacts,
  waitKinds,
  type Wait,
  type WaitKind,
} from './waits.ts'

const at = (time: string): Instant => instant(`2026-11-12T${time}:00Z`)
const now = at('20:41')
const progress = (...taken: readonly (readonly [Step, string])[]): Progress => ({
  offeredAt: at('16:00'),
  taken: taken.map(([step, time]) => ({ step, occurredAt: at(time), byName: 'Sadia Begum' })),
})
const accepted = progress(['accepted', '16:05'])
const wait = (kind: WaitKind, from: string, to: string | null = null): Wait => ({
  id: waitId.parse('00000000-0000-4000-8000-000000000001'),
  kind,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
})
const start = (kind: WaitKind, from: string, waits: readonly Wait[] = [], on = accepted) =>
  decideStartWait({ progress: on, waits }, { kind, startedAt: at(from) }, now)

describe('a wait', () => {
  it('may be said to have begun earlier', () => {
    expect(start('bed', '19:20')).toEqual({ ok: true, value: { kind: 'bed', startedAt: at('19:20'), recordedAt: now } })
  })

  it('runs beside waits of other kinds, but one at a time of its own', () => {
    expect(start('ambulance', '20:00', [wait('bed', '19:20')]).ok).toBe(true)
    expect(start('bed', '20:00', [wait('bed', '19:20')])).toMatchObject({
      refusal: { code: 'already-waiting', kind: 'bed', since: at('19:20') },
    })
  })

  it('may follow an earlier wait of its kind and not run into it', () => {
    const earlier = [wait('doctor', '17:00', '18:00'), wait('doctor', '16:10', '16:20')]
    expect(start('doctor', '18:00', earlier).ok).toBe(true)
    expect(start('doctor', '17:59', earlier)).toMatchObject({
      refusal: { code: 'wait-overlaps-earlier', endedAt: at('18:00') },
    })
  })

  it('begins after acceptance and not in the future', () => {
    expect(start('bed', '16:04')).toMatchObject({ refusal: { code: 'wait-before-accepted', acceptedAt: at('16:05') } })
    expect(start('bed', '20:44')).toMatchObject({ refusal: { code: 'wait-in-future' } })
    expect(start('bed', '20:43')).toMatchObject({ value: { startedAt: now } })
    expect(start('bed', '19:20', [], progress())).toMatchObject({ refusal: { code: 'not-yet-accepted' } })
  })

  it('does not begin on a job that has ended', () => {
    const over = progress(['accepted', '16:05'], ['taken-back', '20:00'])
    expect(start('bed', '19:20', [], over)).toMatchObject({ refusal: { code: 'allocation-ended', how: 'taken-back' } })
  })

  it('ends once, at or after its start', () => {
    expect(decideEndWait(wait('bed', '19:20'), at('20:30'), now)).toMatchObject({ value: { endedAt: at('20:30') } })
    expect(decideEndWait(wait('bed', '19:20'), at('19:20'), now).ok).toBe(true)
    expect(decideEndWait(wait('bed', '19:20'), at('19:19'), now)).toMatchObject({
      refusal: { code: 'wait-ends-before-start' },
    })
    expect(decideEndWait(wait('bed', '19:20', '20:00'), at('20:30'), now)).toMatchObject({
      refusal: { code: 'wait-already-ended', at: at('20:00') },
    })
    expect(decideEndWait(wait('bed', '19:20'), at('20:50'), now)).toMatchObject({ refusal: { code: 'wait-in-future' } })
  })

  it('is closed by the finish of the job', () => {
    const waits = [wait('ambulance', '20:00'), wait('bed', '19:20'), wait('doctor', '17:00', '18:00')]
    expect(openWaits(waits).map(({ kind }) => kind)).toEqual(['bed', 'ambulance'])
    expect(closeWaitsAt(waits, at('20:30')).map(({ kind, endedAt }) => [kind, endedAt])).toEqual([
      ['bed', at('20:30')],
      ['ambulance', at('20:30')],
    ])
    expect(closeWaitsAt([wait('bed', '19:20')], at('19:00'))[0]?.endedAt).toBe(at('19:20'))
  })

  it('is as long as it has lasted so far', () => {
    expect(minutesWaited(wait('bed', '19:20'), now)).toBe(81)
    expect(minutesWaited(wait('bed', '19:20', '20:20'), now)).toBe(60)
  })

  it('has an owner and a delay code of its own for each kind', () => {
    expect(new Set(waitKinds.map((kind) => waitFacts[kind].code)).size).toBe(waitKinds.length)
    expect(waitFacts.bed).toMatchObject({ code: 'BED', owner: 'NHS trust', side: 'partner' })
  })
})
