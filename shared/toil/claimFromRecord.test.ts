import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { claimFromRecord, type FinishedJob } from './claimFromRecord.ts'
import { toilPolicy } from './policy.ts'

const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
const job = (over: Partial<FinishedJob> = {}): FinishedJob => ({
  shift: { start: at('08:00'), end: at('16:00') },
  nextShiftStartsAt: null,
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
    const earlier = { until: at('20:00'), rawMinutes: minutes(240), minutes: minutes(240) }
    expect(claimFromRecord(job({ earlier }))).toMatchObject({ rawMinutes: 130, minutes: 130 })
    expect(claimFromRecord(job({ earlier: { ...earlier, until: at('22:10') } }))).toBeNull()
  })

  it('stops where the next shift begins, and says so', () => {
    const claim = claimFromRecord(job({ nextShiftStartsAt: at('18:00') }))
    expect(claim).toMatchObject({ rawMinutes: 120, minutes: 120 })
    expect(claim?.steps).toEqual([{ said: 'Next shift began 18:00. Finished 18:00, shift ended 16:00', minutes: 120 }])
  })

  it('counts from the end of a contracted day where the policy says so', () => {
    const policy = toilPolicy.parse({ basis: 'contract-day', contractDayMinutes: 444 })
    const claim = claimFromRecord(job({ policy, finishedAt: at('16:30') }))
    expect(claim?.minutes).toBe(66)
    expect(claim?.causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(66)
  })
})
