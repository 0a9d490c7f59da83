import { expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { approvalOn, approvalsOf } from './approvals.ts'
import type { AmhpFact } from './facts.ts'
import { approvedOn, workforceTables } from './workforceReports.ts'
import type { PersonId } from '../kernel/ids.ts'

const span = (from: string, to: string) => ({ from: londonDay(from), to: londonDay(to) })
const first = span('2021-10-01', '2026-09-30')
const renewed = span('2026-10-01', '2031-09-30')

it('keeps each approval, and lets a correction put right what it corrects', () => {
  expect(approvalsOf([first, renewed, renewed])).toEqual([first, renewed])
  expect(approvalsOf([span('2021-11-01', '2026-10-31'), first])).toEqual([first])
  expect(approvalsOf([first, span('2021-10-01', '2026-10-31')])).toEqual([span('2021-10-01', '2026-10-31')])
  expect(approvalOn([first, renewed], londonDay('2026-09-30'))).toEqual(first)
  expect(approvalOn([first, renewed], londonDay('2031-10-01'))).toBeUndefined()
})

it('leaves whoever renews approved on earlier days, and not newly approved', () => {
  const ewa: AmhpFact = {
    personId: 'ewa' as PersonId,
    name: 'Ewa Kowalska',
    profession: 'social-worker',
    employerKind: 'council',
    employerName: 'Kelsham',
    contract: 'dedicated',
    contractedMinutesPerWeek: 2220,
    approvals: [first, renewed],
    leftOn: null,
  }
  const [before, after] = [londonDay('2026-04-01'), londonDay('2026-11-01')]
  expect(approvedOn([ewa], before)).toEqual([ewa])
  const tables = workforceTables([ewa], { trainees: 0, recorded: null }, [before, after], [new Set(), new Set()])
  const cells = (key: string, label: string) =>
    tables.find((one) => one.key === key)?.rows.find((one) => one.label === label)?.cells
  expect(cells('register', 'Approved')).toEqual([1, 1, 0])
  expect(cells('risk', 'Newly approved between the days')?.[0]).toBe(0)
  expect(cells('risk', 'Approvals that end within 12 months')?.[0]).toBe(0)
})
