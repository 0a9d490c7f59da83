import { describe, expect, it } from 'vitest'
import type { OnStripRow } from '#shared/allocations/strip.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { listName, saidName } from './personNames.ts'
import { shiftWords } from './candidateWords.ts'
import { statusOf } from './stripStatus.ts'
import { axisOf, hourMarks, isFree, placeOn, stripLines } from './stripView.ts'

const now = instant('2026-11-12T16:47:00Z')
const on = (name: string, from: number, to: number, more: Partial<OnStripRow> = {}): OnStripRow => ({
  personId: name as OnStripRow['personId'],
  name,
  phone: '',
  role: 'duty',
  needsBuddy: false,
  base: 'County Hall',
  shiftId: `${name} ${from}` as OnStripRow['shiftId'],
  shiftStartsAt: addHours(now, from),
  shiftEndsAt: addHours(now, to),
  jobs: [],
  ...more,
})

describe('the strip', () => {
  it('has one line for each person who can be sent out', () => {
    const lines = stripLines(
      [on('Ewa', -2, 6), on('Ewa', 9, 12), on('Jo', -2, 2, { role: 'practice-consultant' })],
      [],
      now,
    )
    expect(lines.map(({ name, shifts }) => [name, shifts.length])).toEqual([['Ewa', 2]])
    expect(lines[0]?.shift).toEqual({ start: addHours(now, -2), end: addHours(now, 6) })
  })

  it('says who is free, and since when', () => {
    const jobs = [{ number: 2413, from: addHours(now, -2), to: addHours(now, -1) }]
    const [free, later, over, buddy] = stripLines(
      [on('Hannah', -3, 3, { jobs }), on('Liam', 1, 8), on('Tom', -9, -1), on('Mia', -1, 5, { needsBuddy: true })],
      [],
      now,
    ).map((line) => ({ ...statusOf(line, now), free: isFree(line, now) }))
    expect(free).toMatchObject({ word: 'Free', more: 'since 15:47 · County Hall', free: true })
    expect(later).toMatchObject({ word: 'Starts 17:47', free: false })
    expect(over).toMatchObject({ word: 'Off since 15:47', free: false })
    expect(buddy).toMatchObject({ word: 'Free', more: 'newly approved, buddy needed' })
  })

  it('never calls somebody free who is out on what whoever looks may not open', () => {
    const jobs = [{ number: 2418, from: addHours(now, -3), to: null }]
    const [out, late] = stripLines([on('Dan', -4, 4, { jobs }), on('Priya', -9, -1, { jobs })], [], now).map(
      (line) => ({
        ...statusOf(line, now),
        free: isFree(line, now),
      }),
    )
    expect(out).toMatchObject({ word: 'On a job', more: 'since 13:47', free: false })
    expect(late).toMatchObject({ tone: 'stop', word: 'On a job', more: 'since 13:47 · shift ended 15:47', free: false })
  })

  it('does not take a coming shift for theirs who still works past the end of another', () => {
    const jobs = [{ number: 2418, from: addHours(now, -10), to: null }]
    const midnight = addHours(now, 8)
    const shifts = [on('Priya', -9, -1, { jobs }), on('Priya', 15, 23, { jobs })]
    const [line] = stripLines(shifts, [], midnight)
    expect(line?.shift.end).toBe(addHours(now, -1))
    expect(line && statusOf(line, midnight)).toMatchObject({
      tone: 'stop',
      more: expect.stringContaining('shift ended'),
    })
  })

  it('does not call somebody free at their base whose job was taken back on the way', () => {
    const job = { number: 2413, from: addHours(now, -2), to: addHours(now, -1) }
    const words = (stillOut: NonNullable<OnStripRow['jobs'][number]['stillOut']>, to = 3) =>
      stripLines([on('Hannah', -3, to, { jobs: [{ ...job, stillOut }] })], [], now).map((line) => ({
        ...statusOf(line, now),
        free: isFree(line, now),
      }))[0]
    const more = 'was on the way to R-2413, taken back 15:47; has not said where they are'
    expect(words({ wasThere: false, heardAt: null })).toMatchObject({ tone: 'late', word: 'Out', more, free: false })
    expect(words({ wasThere: false, heardAt: null }, -0.5)).toMatchObject({ word: 'Out', more })
    expect(words({ wasThere: true, heardAt: addHours(now, -0.5) })).toMatchObject({
      more: 'was at R-2413, taken back 15:47; last heard of 16:17',
    })
  })

  it('does not call somebody off who finished late and has not said that they are home', () => {
    const late = { number: 2413, from: addHours(now, -5), to: addHours(now, -0.5) }
    const words = (jobs: OnStripRow['jobs']) =>
      stripLines([on('Tom', -9, -1, { jobs })], [], now).map((line) => statusOf(line, now))[0]
    expect(words([{ ...late, wayHome: true }])).toMatchObject({ word: 'On the way home', more: 'finished 16:17' })
    expect(words([late])).toMatchObject({ word: 'Off since 15:47' })
    const withinShift = stripLines([on('Tom', -9, 0.2, { jobs: [{ ...late, wayHome: true }] })], [], now)
    expect(withinShift.map((line) => [statusOf(line, now).word, isFree(line, now)])).toEqual([
      ['On the way home', false],
    ])
  })

  it('holds whole hours around the shifts, and now inside them', () => {
    const axis = axisOf(stripLines([on('Ewa', -2, 6)], [], now), now)
    expect([axis.start, axis.hours]).toEqual([instant('2026-11-12T13:00:00Z'), 11])
    expect(placeOn(axis, now)).toBeCloseTo(3.783, 3)
    expect([placeOn(axis, addHours(now, -20)), placeOn(axis, addHours(now, 20))]).toEqual([0, 11])
  })

  it('shows the hours that London’s clocks show, also on the night they change', () => {
    const night = instant('2026-10-25T00:30:00Z')
    const labels = hourMarks(axisOf([], night)).map(({ label }) => label)
    expect(labels.slice(0, 6)).toEqual(['22', '23', '00', '01', '01', '02'])
  })

  it('writes shifts and names short', () => {
    expect(shiftWords(instant('2026-11-12T15:00:00Z'), instant('2026-11-13T00:30:00Z'))).toBe('15–00:30')
    const marta = { firstName: 'Marta', lastName: 'Lindqvist' }
    expect([listName(marta, true), listName(marta, false), saidName(marta, false)]).toEqual([
      'Lindqvist, Marta',
      'L., M.',
      'M. L.',
    ])
    expect(listName({ firstName: '', lastName: 'Unknown man' }, true)).toBe('Unknown man')
  })
})
