import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { deskOpenings, hoursWords, toldOfCall, whoAnswers, type DeskHours } from './whoAnswers.ts'

const shift = (from: string, to: string) => ({ startsAt: instant(from), endsAt: instant(to) })
const thursday = shift('2026-11-12T09:00:00Z', '2026-11-12T17:00:00Z')
const late = shift('2026-11-12T16:00:00Z', '2026-11-12T20:00:00Z')
const friday = shift('2026-11-13T09:00:00Z', '2026-11-13T17:00:00Z')
const known: DeskHours = {
  openings: deskOpenings([friday, late, thursday]),
  knownUntil: instant('2026-11-19T09:00:00Z'),
}

it('joins shifts that follow without a gap', () => {
  expect(known.openings).toEqual([shift('2026-11-12T09:00:00Z', '2026-11-12T20:00:00Z'), friday])
})

describe('whom a phone rings first', () => {
  it('is the hub while somebody is at its desk, and the night number from the minute it closes, by the phone’s own clock', () => {
    expect(whoAnswers(known, instant('2026-11-12T19:59:00Z'))).toEqual({
      first: 'hub',
      isSure: true,
      until: '2026-11-12T20:00:00.000Z',
    })
    expect(whoAnswers(known, instant('2026-11-12T20:00:00Z'))).toEqual({
      first: 'out-of-hours',
      isSure: true,
      until: friday.startsAt,
    })
    expect(whoAnswers(known, instant('2026-11-13T00:03:00Z'))).toMatchObject({ first: 'out-of-hours', isSure: true })
    expect(whoAnswers(known, instant('2026-11-14T03:00:00Z'))).toEqual({
      first: 'out-of-hours',
      isSure: true,
      until: null,
    })
  })

  it('is not known where the hub has not said, nor after what it said has run out, nor where no rota names the desk', () => {
    const night = instant('2026-11-20T00:03:00Z')
    for (const told of [null, known, { openings: [], knownUntil: instant('2026-11-27T00:00:00Z') }])
      expect(whoAnswers(told, night)).toEqual({ first: 'out-of-hours', isSure: false, until: null })
    expect(whoAnswers(null, instant('2026-11-20T11:00:00Z'))).toMatchObject({ first: 'hub', isSure: false })
    expect(whoAnswers(null, instant('2026-11-21T11:00:00Z'))).toMatchObject({ first: 'out-of-hours', isSure: false })
  })

  it('says until when', () => {
    const words = (at: string) => hoursWords(whoAnswers(known, instant(at)), 'Emergency Duty Team', instant(at))
    expect(words('2026-11-12T19:59:00Z')).toBe('The desk is open until 20:00, after that Emergency Duty Team.')
    expect(words('2026-11-13T00:03:00Z')).toBe('Nobody is at the desk until 09:00.')
    expect(words('2026-11-20T00:03:00Z')).toContain('does not know')
  })
})

it('says who was told of a call for help, and never that the desk has it while nobody is there', () => {
  expect(toldOfCall('Jo Marsh', false, 'Emergency Duty Team')).toBe('Jo Marsh was told.')
  expect(toldOfCall('Kwame Boateng', true, 'Emergency Duty Team')).toBe(
    'Kwame Boateng was told. Nobody is at the desk: ring Emergency Duty Team.',
  )
  expect(toldOfCall(null, true, 'Emergency Duty Team')).toBe('Nobody is at the desk: ring Emergency Duty Team.')
  expect(toldOfCall(null, false, 'Emergency Duty Team')).toBe('Whoever is on duty is being told.')
})
