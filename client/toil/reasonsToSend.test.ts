import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { reasonsToSend } from './reasonsToSend.ts'

const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
const causes = [
  { code: 'BED', minutes: minutes(200), spans: [{ start: at('16:00'), end: at('19:20') }] },
  { code: 'PAPER', minutes: minutes(50), spans: [{ start: at('19:20'), end: at('20:10') }] },
] as const

describe('what is sent of the reasons', () => {
  it('is nothing when they stand as proposed, with or without a closer word', () => {
    expect(reasonsToSend({ causes }, { code: 'BED', sub: 'WITHDRAWN' }, [])).toEqual([])
    expect(reasonsToSend({ causes }, { code: 'PAPER', sub: null }, ['BED'])).toEqual([])
  })

  it('keeps the times of what was timed, and adds what was not', () => {
    expect(reasonsToSend({ causes }, { code: 'DEP', sub: 'PETS' }, ['POL'])).toEqual([
      { code: 'BED', sub: null, startedAt: at('16:00'), endedAt: at('19:20') },
      { code: 'DEP', sub: 'PETS', startedAt: null, endedAt: null },
      { code: 'POL', sub: null, startedAt: null, endedAt: null },
    ])
  })

  it('always has the main one among them', () => {
    const sent = reasonsToSend({ causes }, { code: 'PAPER', sub: null }, ['POL'])
    expect(sent.map(({ code }) => code)).toEqual(['BED', 'POL', 'PAPER'])
  })
})
