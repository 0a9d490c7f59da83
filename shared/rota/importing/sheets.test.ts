import { describe, expect, it } from 'vitest'
import { personId } from '../../kernel/ids.ts'
import { londonDay } from '../../time/london.ts'
import { readCell, timeInCell } from './cells.ts'
import { cellsOfText } from './delimited.ts'
import { readSheet } from './sheet.ts'
import { cellsOfSheet } from './workbook.ts'

const priya = { personId: personId.parse('00000000-0000-4000-8000-000000000010'), name: 'Priya Nair' }

describe('a sheet as spreadsheets really write it', () => {
  it('has its own divider also under an empty line or a title, and its own row numbers', () => {
    const csv = '\nRota\n\n;Mon 16;Tue 17\nPriya Nair;08-16;\n\n'
    expect(cellsOfText(csv)).toEqual([[''], ['Rota'], [''], ['', 'Mon 16', 'Tue 17'], ['Priya Nair', '08-16', '']])
  })

  it.each(['08:00:00-16:30:00', '08:00-16:30'])('%s is two times', (text) => {
    expect(readCell(text, [])).toMatchObject([{ kind: 'shift', startsAt: '08:00', endsAt: '16:30' }])
  })

  it.each([
    ['08:00:00', '08:00'],
    ['8.30', '08:30'],
    ['08:00:30', null],
  ])('%s as a time is %s', (text, time) => {
    expect(timeInCell(text)).toBe(time)
  })

  it('shows hours that run on past the day as times', () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="[Red]0.00"/></numFmts>' +
      '<cellXfs><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    const sheet = '<row r="1"><c r="A1" s="0"><v>0.354166666666667</v></c><c r="B1" s="1"><v>0.5</v></c></row>'
    expect(cellsOfSheet(sheet, { workbook: '', relations: '', strings: '', styles })).toEqual([['08:30', '0.5']])
  })
})

describe('a title with dates over the headings', () => {
  const known = { people: [priya], templates: [], first: londonDay('2026-11-16') }
  const week = ['', 'Mon', 'Tue', 'Wed']
  const daysRead = (title: readonly (readonly string[])[], heading: readonly string[] = week) =>
    readSheet([...title, heading, [priya.name, '08-16', '', '']], known).said.map(({ day, problem }) => day ?? problem)

  it.each([
    [[['Rota', '16/11/2026', 'to', '22/11/2026']]],
    [[['Week commencing 16 Nov 2026']]],
    [[['Printed', '02/11/2026']]],
    [[['Month', '1 Nov 2026', '30 Nov 2026'], []]],
  ])('does not move the week that was given: %j', (title) => {
    expect(daysRead(title)).toEqual(['2026-11-16'])
  })

  it.each([
    [[['Rota', '09/11/2026', 'to', '15/11/2026']]],
    [[['Rota', '09/11/2026']]],
    [[['w/c 9 November 2026'], []]],
  ])('asks which week is meant where the two disagree: %j', (title) => {
    expect(daysRead(title)).toEqual([expect.stringContaining('Which week is it?')])
  })

  it('keeps dates that stand over their weekdays, and weekdays over their dates', () => {
    const dates = ['', '16/11/2026', '17/11/2026', '18/11/2026']
    expect([daysRead([dates]), daysRead([week], dates)]).toEqual([['2026-11-16'], ['2026-11-16']])
  })
})
