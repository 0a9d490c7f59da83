import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { claimFromRecord, type FinishedJob } from './claimFromRecord.ts'
import { toilPolicy } from './policy.ts'

const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
const job = (over: Partial<FinishedJob> = {}): FinishedJob => ({
  shift: { start: at('08:00'), end: at('16:00') },
  pauses: [],
  jobBeganAt: at('10:00'),
  finishedAt: at('22:10'),
  waits: [],
  earlier: null,
  policy: toilPolicy.parse({}),
  ...over,
})

describe('claimFromRecord', () => {
  it('explains every minute, by the sum and by the causes', () => {
    const waits = [
      { kind: 'bed', startedAt: at('16:00'), endedAt: at('19:20') },
      { kind: 'ambulance', startedAt: at('19:20'), endedAt: at('21:20') },
    ] as const
    const claim = claimFromRecord(job({ waits }))
    expect(claim).toMatchObject({ rawMinutes: 370, minutes: 370, primaryCause: 'BED' })
    expect(claim?.causes.map(({ code, minutes: part }) => [code, part])).toEqual([
      ['BED', 200],
      ['AMB', 120],
      ['PAPER', 50],
    ])
  })

  it('is none for a finish in the shift, or for one that earns nothing', () => {
    expect(claimFromRecord(job({ finishedAt: at('16:00') }))).toBeNull()
    expect(claimFromRecord(job({ policy: toilPolicy.parse({ earnsToil: false }) }))).toBeNull()
    expect(
      claimFromRecord(job({ policy: toilPolicy.parse({ graceMinutes: 240 }), finishedAt: at('20:00') })),
    ).toBeNull()
  })

  it('counts from what was claimed already for the shift', () => {
    const earlier = {
      covered: [{ start: at('16:00'), end: at('20:00') }],
      rawMinutes: minutes(240),
      minutes: minutes(240),
    }
    expect(claimFromRecord(job({ earlier }))).toMatchObject({ rawMinutes: 130, minutes: 130 })
    expect(
      claimFromRecord(job({ earlier: { ...earlier, covered: [{ start: at('16:00'), end: at('22:10') }] } })),
    ).toBeNull()
  })

  it('pauses while the next shift is worked, goes on after it, and says so', () => {
    // A split day, 08:30 to 16:30 and 18:00 to 20:30: a job of the first that ends at 22:30 is 90 and 120 minutes of extra work.
    const pauses = [{ start: at('18:00'), end: at('20:30'), why: 'on-shift' }] as const
    const waits = [{ kind: 'bed', startedAt: at('17:30'), endedAt: at('21:30') }] as const
    const shift = { start: at('08:30'), end: at('16:30') }
    const claim = claimFromRecord(job({ shift, pauses, waits, finishedAt: at('22:30') }))
    expect(claim).toMatchObject({ rawMinutes: 210, minutes: 210, primaryCause: 'PAPER' })
    expect(claim?.steps).toEqual([
      { said: 'Finished 22:30, shift ended 16:30', minutes: 360 },
      { said: 'On shift, 18:00 to 20:30', minutes: -150 },
    ])
    expect(claim?.causes.map(({ code, minutes: part }) => [code, part])).toEqual([
      ['PAPER', 120],
      ['BED', 90],
    ])
    expect(claimFromRecord(job({ shift, pauses, finishedAt: at('19:00') }))?.minutes).toBe(90)
  })

  it('leaves out what was claimed for another job meanwhile, each minute once', () => {
    const pauses = [
      { start: at('18:00'), end: at('20:30'), why: 'on-shift' },
      { start: at('20:00'), end: at('22:00'), why: 'claimed' },
    ] as const
    const claim = claimFromRecord(job({ pauses }))
    expect(claim?.steps.map(({ said, minutes: part }) => [said, part])).toEqual([
      ['Finished 22:10, shift ended 16:00', 370],
      ['On shift, 18:00 to 20:30', -150],
      ['Claimed for another job, 20:30 to 22:00', -90],
    ])
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(130)
  })

  it('has causes that add up to it where a pause has odd seconds', () => {
    const pauses = [{ start: at('17:00'), end: instant(Date.parse(at('17:10')) + 30_000), why: 'on-shift' }] as const
    const claim = claimFromRecord(job({ pauses, finishedAt: at('18:00') }))
    expect(claim?.rawMinutes).toBe(110)
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(110)
  })

  it('of work before the shift that it was put on counts from when it began, but for the shift', () => {
    const night = { shift: null, startedAt: at('11:30'), jobBeganAt: at('11:30'), finishedAt: at('21:00') }
    const pauses = [{ start: at('12:30'), end: at('20:30'), why: 'on-shift' }] as const
    expect(claimFromRecord(job({ ...night, pauses }))).toMatchObject({ rawMinutes: 90, minutes: 90 })
  })

  it('counts from the end of a contracted day where the policy says so', () => {
    const policy = toilPolicy.parse({ basis: 'contract-day', contractDayMinutes: 444 })
    const claim = claimFromRecord(job({ policy, finishedAt: at('16:30') }))
    expect(claim?.minutes).toBe(66)
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(66)
  })
})
