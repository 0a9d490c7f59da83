import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import type { DelayCode } from '../toil/delayCodes.ts'
import { publishedCauses } from './causesPublished.ts'
import { lateTables, type LateFacts } from './lateReports.ts'
import { causesShare } from './lateWorking.ts'
import { publishTables } from './publish.ts'
import { HIDDEN, withoutCases, type ReportTable } from './table.ts'

const codes = ['BED', 'AMB', 'DOC', 'PAPER', 'AMHP', 'WX'] as const
const anyJobs = fc
  .array(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 14 })
  .map((all) => all.map((own) => job(own)))
let people = 0
const job = (own: readonly DelayCode[]): LateFacts['late'][number] => ({
  personId: `p${(people += 1)}` as PersonId,
  lateMinutes: minutes(own.length * 37),
  finishedAt: instant('2026-07-06T19:00:00Z'),
  causes: own.map((code) => ({ code, minutes: minutes(37) })),
})
const isAbout = (one: LateFacts['late'][number], words: readonly string[]) =>
  causesShare([one]).rows.some((row) => words.includes(row.words))
const published = (late: LateFacts['late']): ReportTable => {
  const facts = { late, finished: late.length + 20, shifts: [], now: instant('2026-11-12T09:00:00Z') }
  const made = publishTables(lateTables(facts).map(withoutCases)).find(({ key }) => key === 'causes')
  if (!made) throw new Error('the causes')
  return made
}

describe('why people worked late, published', () => {
  it('is nothing of one job', () => {
    const { rows, total } = published([job(['BED'])])
    expect([...rows, total].map((row) => row?.cells.slice(2))).toEqual([
      [HIDDEN, HIDDEN],
      [HIDDEN, HIDDEN],
    ])
    const sheet = publishedCauses(causesShare([job(['BED'])]))
    expect([sheet.rows, sheet.lateMinutes, sheet.tellsSides]).toEqual([[], 0, false])
  })

  it('cannot be undone: what is shown, and what is left of the whole, is of five jobs or of none', () => {
    fc.assert(
      fc.property(anyJobs, (late) => {
        const { rows, total } = published(late)
        const hidden = rows.filter(({ cells }) => cells[2] === HIDDEN).map(({ label }) => label)
        const of = (labels: readonly string[]) => late.filter((one) => isAbout(one, labels)).length
        for (const { label } of rows) if (!hidden.includes(label)) expect(of([label])).toBeGreaterThanOrEqual(5)
        if (total?.cells[2] === HIDDEN) expect(hidden).toHaveLength(rows.length)
        else if (hidden.length > 0) expect(of(hidden)).toBeGreaterThanOrEqual(5)
      }),
    )
  })

  it('cannot be undone on the committee’s sheet, neither by its reasons nor by its sides', () => {
    fc.assert(
      fc.property(anyJobs, (late) => {
        const whole = causesShare(late)
        const { rows, sides, lateMinutes, tellsSides } = publishedCauses(whole)
        const shown = rows.filter(({ code }) => code !== 'FEW_JOBS').map(({ words }) => words)
        const of = (words: readonly string[]) => late.filter((one) => isAbout(one, words)).length
        for (const words of shown) expect(of([words])).toBeGreaterThanOrEqual(5)
        const left = whole.rows.map(({ words }) => words).filter((words) => !shown.includes(words))
        if (lateMinutes > 0 && left.length > 0) expect(of(left)).toBeGreaterThanOrEqual(5)
        for (const side of ['partner', 'ours', 'neither'] as const) {
          const own = whole.rows.filter((row) => row.side === side).map(({ words }) => words)
          if (!tellsSides) expect(sides[side].percent).toBe(0)
          else if (own.length > 0) {
            expect(of(own)).toBeGreaterThanOrEqual(5)
            const rest = own.filter((words) => left.includes(words))
            if (rest.length > 0) expect(of(rest)).toBeGreaterThanOrEqual(5)
          }
        }
      }),
    )
  })

  it('gives no times or shares of which nobody knows how few they are of', () => {
    const table: ReportTable = {
      key: 'any',
      title: 'Any',
      means: 'Any',
      about: 'work',
      columns: [{ heading: 'A shift', kind: 'minutes', means: 'Any' }],
      rows: [{ label: 'Before', cells: [12] }],
      total: null,
    }
    expect(publishTables([table])[0]?.rows[0]?.cells).toEqual([HIDDEN])
  })
})
