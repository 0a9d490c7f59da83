import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId, shiftTemplateId } from '../../kernel/ids.ts'
import { clockTime, londonDay } from '../../time/london.ts'
import { shiftSpan } from '../shiftTemplate.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, tidyCells } from './bounds.ts'
import { readCell } from './cells.ts'
import { readDay } from './days.ts'
import { cellsOfText } from './delimited.ts'
import { findPerson } from './names.ts'
import { importSteps, type Stands } from './plan.ts'
import { readSheet } from './sheet.ts'

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const template = (last: number, name: string, startsAt: string, endsAt: string) => ({
  id: shiftTemplateId.parse(uuid(last)),
  name,
  startsAt: clockTime(startsAt),
  endsAt: clockTime(endsAt),
  role: 'duty' as const,
})
const templates = [
  template(1, 'Early', '08:30', '16:30'),
  template(2, 'Late', '12:30', '20:30'),
  template(3, 'Long late', '12:00', '23:00'),
]
const [priya, tom, tomas] = ['Priya Nair', 'Tom Ellis', 'Tom O’Brien'].map((name, index) => ({
  personId: personId.parse(uuid(10 + index)),
  name,
})) as [
  { personId: ReturnType<typeof personId.parse>; name: string },
  { personId: ReturnType<typeof personId.parse>; name: string },
  { personId: ReturnType<typeof personId.parse>; name: string },
]
const first = londonDay('2026-11-16')
const known = { people: [priya, tom, tomas], templates, first }

describe('a cell', () => {
  it.each([
    ['15-23', '15:00', '23:00', 'duty'],
    ['08:00–16:00', '08:00', '16:00', 'duty'],
    ['8.30 - 16.30', '08:30', '16:30', 'duty'],
    ['0830-1630', '08:30', '16:30', 'duty'],
    ['830-1630', '08:30', '16:30', 'duty'],
    ['8am to 4.30pm', '08:00', '16:30', 'duty'],
    ['16-24', '16:00', '00:00', 'duty'],
    ['22:00-08:00 EDT', '22:00', '08:00', 'out-of-hours'],
    ['09-17 Backup AMHP', '09:00', '17:00', 'backup'],
    ['E', '08:30', '16:30', 'duty'],
    ['late', '12:30', '20:30', 'duty'],
  ])('%s is a shift', (text, startsAt, endsAt, role) => {
    expect(readCell(text, templates)).toMatchObject([{ kind: 'shift', startsAt, endsAt, role }])
  })

  it.each([
    ['AL', { kind: 'away', away: 'annual-leave' }],
    ['a/l', { kind: 'away', away: 'annual-leave' }],
    ['TOIL', { kind: 'away', away: 'toil' }],
    ['Sick', { kind: 'away', away: 'sickness' }],
    ['Away', { kind: 'away', away: null }],
    ['off', { kind: 'off' }],
    ['-', { kind: 'off' }],
  ])('%s is no shift', (text, means) => {
    expect(readCell(text, templates)).toEqual([means])
  })

  it.each([
    ['25-30', 'not two times of day'],
    ['08-08', 'starts and ends at 08:00'],
    ['08-07', 'longer than 16 hours'],
    ['Q9', 'no times, no shift template and no kind of leave'],
    ['L', 'could be Late or Long late'],
    ['08-16 wizard', 'is no role'],
  ])('%s is said in plain English to be wrong', (text, problem) => {
    expect(readCell(text, templates)).toMatchObject([
      { kind: 'unread', problem: expect.stringContaining(problem) as string },
    ])
  })

  it('is of the template that has its times and role, where only one has', () => {
    const [early] = templates
    expect(readCell('08:30-16:30', templates)).toMatchObject([{ templateId: early?.id }])
    expect(readCell('08:30-16:30 Backup AMHP', templates)).toMatchObject([{ templateId: null }])
    const placed = [...templates, { ...template(4, 'Early at the annexe', '08:30', '16:30'), placeName: 'The Annexe' }]
    expect(readCell('08:30-16:30 at the annexe', placed)).toMatchObject([{ templateId: uuid(4) }])
    expect(readCell('08:30-16:30 Backup AMHP at the annexe', placed)).toMatchObject([
      { role: 'backup', templateId: null },
    ])
    expect(readCell('08:30-16:30 at home', templates)).toMatchObject([{ kind: 'shift', templateId: early?.id }])
    expect(readCell('08:30-16:30', [...templates, template(4, 'Early at the annexe', '08:30', '16:30')])).toMatchObject(
      [{ templateId: null }],
    )
  })

  it('may hold two shifts of a day', () => {
    expect(readCell('08-12; 13-17', [])).toHaveLength(2)
  })
})

describe('a day', () => {
  it.each([
    ['2026-11-16', '2026-11-16'],
    ['16/11/2026', '2026-11-16'],
    ['16.11.26', '2026-11-16'],
    ['16/11', '2026-11-16'],
    ['Mon 16', '2026-11-16'],
    ['Monday', '2026-11-16'],
    ['Wed', '2026-11-18'],
    ['Mon 16 Nov', '2026-11-16'],
    ['Thurs 19th November 2026', '2026-11-19'],
    ['Nov 16', '2026-11-16'],
    ['46342', '2026-11-16'],
    ['4 Jan', '2027-01-04'],
    ['31/12', '2026-12-31'],
  ])('%s is read with the day before the month', (text, day) => {
    expect(readDay(text, first)).toEqual({ ok: true, value: day })
  })

  it.each([
    ['Tue 16 November 2026', '16 November 2026 is a Monday'],
    ['31/11/2026', 'There is no day'],
    ['Notes', 'is not a day'],
    ['29/02/2027', 'There is no day'],
  ])('%s is not guessed', (text, problem) => {
    expect(readDay(text, first)).toMatchObject({ ok: false, refusal: expect.stringContaining(problem) as string })
  })
})

it('a name counts only where nobody else could be meant', () => {
  for (const text of ['Priya Nair', 'priya  nair', 'Nair, Priya', 'P Nair', 'Priya N', 'Priya', 'Nair'])
    expect(findPerson(text, known.people)).toMatchObject({ ok: true, value: priya })
  expect(findPerson("Tom O'Brien", known.people)).toMatchObject({ ok: true, value: tomas })
  expect(findPerson('Tom', known.people)).toMatchObject({
    ok: false,
    refusal: expect.stringContaining('Tom Ellis or Tom O’Brien') as string,
  })
  expect(findPerson('Zed', known.people)).toMatchObject({
    ok: false,
    refusal: expect.stringContaining('Nobody called “Zed”') as string,
  })
})

const stands = (shifts: Stands['shifts'] = []): Stands => ({ shifts, away: [], today: londonDay('2026-11-12') })
const standing = (last: number, day: string, from: string, to: string) => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return {
    shiftId: shiftId.parse(uuid(last)),
    personId: priya.personId,
    day: londonDay(day),
    startsAt: start,
    endsAt: end,
    role: 'duty' as const,
  }
}
const stepsOf = (text: string, shifts: Stands['shifts'] = []) =>
  importSteps(readSheet(cellsOfText(text), known).said, stands(shifts)).map(({ row, column, does, words }) => [
    row,
    column,
    does,
    words,
  ])

describe('a grid', () => {
  const grid =
    'Rota for November\n\n\tPay no.\tMon 16\tTue 17\tWed 18\tNotes\nPriya Nair\t7\t08-16\toff\tAL\tkeys\nTom Ellis\t8\tE\t\tzz\t'

  it('is read below its title, beside columns that mean nothing, and each problem stands beside its cell', () => {
    expect(
      stepsOf(grid, [
        standing(50, '2026-11-16', '08:00', '16:00'),
        standing(51, '2026-11-17', '10:00', '18:00'),
        standing(52, '2026-11-19', '10:00', '18:00'),
      ]),
    ).toEqual([
      [4, 3, 'same', 'As it is already.'],
      [4, 4, 'take-off', 'Priya Nair is taken off Tue 17 November 10:00–18:00.'],
      [4, 5, 'note', expect.stringContaining('Annual leave of Priya Nair on Wed 18 November is not in the hub')],
      [5, 3, 'add', 'Tom Ellis is put on Mon 16 November 08:30–16:30.'],
      [5, 5, 'problem', expect.stringContaining('“zz” is no times')],
    ])
  })

  it('moves a shift whose times differ, and leaves what an empty cell does not mention', () => {
    expect(
      stepsOf('\tMon 16\tTue 17\nPriya Nair\t10-18\t', [
        standing(50, '2026-11-16', '08:00', '16:00'),
        standing(51, '2026-11-17', '08:00', '16:00'),
      ]),
    ).toEqual([[2, 2, 'change', 'Priya Nair moves from Mon 16 November 08:00–16:00 to 10:00–18:00.']])
  })

  it('may have its weeks under each other', () => {
    expect(
      stepsOf('\tMon 16\tTue 17\nPriya Nair\tE\t\n\tMon 23\tTue 24\nPriya Nair\t\tE').map(([, , , words]) => words),
    ).toEqual([
      'Priya Nair is put on Mon 16 November 08:30–16:30.',
      'Priya Nair is put on Tue 24 November 08:30–16:30.',
    ])
  })

  it('says once of a row that nobody is called so', () => {
    expect(stepsOf('\tMon 16\tTue 17\nZed\tE\tE').map(([row, column, does]) => [row, column, does])).toEqual([
      [2, 1, 'problem'],
    ])
  })

  it('changes nothing that is gone by, and gives nobody two shifts at once', () => {
    expect(
      stepsOf('\tTue 10\tMon 16\nPriya Nair\tE\t22-08\nTom Ellis\tE; 12-20\t').map(([row, column, does]) => [
        row,
        column,
        does,
      ]),
    ).toEqual([
      [2, 2, 'problem'],
      [2, 3, 'add'],
      [3, 2, 'problem'],
    ])
    expect(stepsOf('\tMon 16\tTue 17\nPriya Nair\t22-08\t06-14').map(([, , does, words]) => [does, words])).toEqual([
      ['add', 'Priya Nair is put on Mon 16 November 22:00–08:00.'],
      ['problem', 'They would have two shifts at once: the other is Mon 16 November 22:00–08:00.'],
    ])
  })
})

describe('a list', () => {
  it('has one shift a line, with times or a code', () => {
    const list =
      'Name,Date,Start,End,Role\n"Nair, Priya",16/11/2026,08:30,16:30,\nTom Ellis,Tue 17 Nov,22:00,08:00,EDT\nTom Ellis,18/11/2026,9,,\nZed,18/11/2026,9,17,'
    expect(stepsOf(list)).toEqual([
      [2, 3, 'add', 'Priya Nair is put on Mon 16 November 08:30–16:30.'],
      [3, 3, 'add', 'Tom Ellis is put on Tue 17 November 22:00–08:00, Out of hours.'],
      [4, 3, 'problem', 'A start and an end are needed, like 08:30 and 16:30.'],
      [5, 1, 'problem', expect.stringContaining('Nobody called “Zed”')],
    ])
    expect(stepsOf('Person;Day;Shift\nTom Ellis;Mon 16;E')).toEqual([
      [2, 3, 'add', 'Tom Ellis is put on Mon 16 November 08:30–16:30.'],
    ])
  })
})

describe('what came from elsewhere', () => {
  it('is held to its bounds, in words', () => {
    expect(tidyCells([])).toMatchObject({ ok: false })
    expect(tidyCells(Array.from({ length: MOST_ROWS + 1 }, () => ['x']))).toMatchObject({
      refusal: expect.stringContaining('2,001 rows') as string,
    })
    expect(tidyCells([Array.from({ length: MOST_COLUMNS + 1 }, () => 'x')])).toMatchObject({
      refusal: expect.stringContaining('81 columns') as string,
    })
    expect(tidyCells([['x'.repeat(LONGEST_CELL + 1)]])).toMatchObject({ ok: false })
    expect(tidyCells([['\u200Ba\u0000', ''], ['']])).toEqual({ ok: true, value: [['a']] })
  })

  it('never makes a reader throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 12, unit: 'grapheme' }), { maxLength: 6 }), { maxLength: 8 }),
        (cells) => {
          const { said } = readSheet(cells, known)
          for (const { row, column } of importSteps(said, stands())) expect(cells[row - 1]?.[column - 1]).toBeDefined()
        },
      ),
      { seed: 20_261_116, numRuns: 300 },
    )
  })
})
