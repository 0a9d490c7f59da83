import { describe, expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { clockTime, londonDay, spanOn } from '../time/london.ts'
import { otherWork, type OtherJob } from './otherJobs.ts'
import { pieceOfShift, piecesOfWork, shortRests, type WorkPiece } from './restOfWork.ts'
import { besides } from './work.ts'

const ewa = personId.parse('00000000-0000-4000-8000-000000000001')
const shift = (day: string, from: string, to: string, finishedAt: string | null = null) => {
  const { start, end } = spanOn(londonDay(day), clockTime(from), clockTime(to))
  return pieceOfShift({
    id: `${day} ${from}`,
    personId: ewa,
    startsAt: start,
    endsAt: end,
    finishedAt: finishedAt === null ? null : instant(finishedAt),
  })
}
/** Friday and Saturday nights for somebody else. */
const job: OtherJob = {
  personId: ewa,
  days: ['5', '6'],
  startsAt: clockTime('22:00'),
  endsAt: clockTime('06:00'),
  breakMinutes: 30,
  firstDay: londonDay('2026-11-01'),
  lastDay: londonDay('2026-12-31'),
}
const elsewhere = (one: OtherJob = job) =>
  piecesOfWork(otherWork([one], londonDay('2026-11-10'), londonDay('2026-11-20')))
const found = (...pieces: readonly WorkPiece[]) =>
  shortRests(pieces).map(({ rest, earlier, later }) => [rest, earlier.whose ?? 'shift', later.whose ?? 'shift'])

describe('rest between all that somebody works', () => {
  it('is between shifts as they were worked where that is known, as planned where it is not', () => {
    const early = shift('2026-11-13', '08:30', '16:30')
    expect(found(shift('2026-11-12', '12:30', '20:30'), early)).toEqual([])
    expect(found(shift('2026-11-12', '12:30', '20:30', '2026-11-13T00:30:00Z'), early)).toEqual([
      [480, 'shift', 'shift'],
    ])
  })

  it('is between a job on no shift and the shift after it', () => {
    const night = { startsAt: instant('2026-11-12T22:00:00Z'), endsAt: instant('2026-11-13T01:00:00Z') }
    const beside = piecesOfWork(besides([{ ...night, personId: ewa, stillOut: false }]))
    expect(found(...beside, shift('2026-11-13', '08:30', '16:30'))).toEqual([[450, 'beside', 'shift']])
  })

  it('is beside work for another employer as well; a short day of both is one day’s work, both at once are not', () => {
    const rest = (day: string, from: string, to: string, one: OtherJob = job) =>
      found(...elsewhere(one), shift(day, from, to))
    expect(rest('2026-11-13', '08:30', '16:30')).toEqual([[330, 'shift', 'another']])
    expect(rest('2026-11-14', '12:00', '20:00')).toEqual([
      [360, 'another', 'shift'],
      [120, 'shift', 'another'],
    ])
    expect(rest('2026-11-15', '17:00', '21:00')).toEqual([])
    const evening = { ...job, startsAt: clockTime('18:00'), endsAt: clockTime('21:00') }
    expect(rest('2026-11-13', '08:30', '16:30', evening)).toEqual([])
    expect(rest('2026-11-13', '08:30', '18:30', evening)).toEqual([[-30, 'shift', 'another']])
  })

  it('is that employer’s to give between two pieces of its own work', () => {
    expect(found(...elsewhere({ ...job, startsAt: clockTime('10:00'), endsAt: clockTime('00:00') }))).toEqual([])
  })

  it('counts elapsed hours on the nights on which the clocks change', () => {
    // 22:00 to 09:00 by the clock is twelve hours in October and ten in March.
    expect(found(shift('2026-10-24', '14:00', '22:00'), shift('2026-10-25', '08:00', '16:00'))).toEqual([])
    expect(found(shift('2027-03-27', '14:00', '22:00'), shift('2027-03-28', '09:00', '17:00'))).toEqual([
      [600, 'shift', 'shift'],
    ])
  })
})
