import { z } from 'zod'
import { defineQuery } from '../kernel/query.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import type { FairRow } from './fairness.ts'

const period = { from: londonDayInput, to: londonDayInput }
/** Most days that are counted at once: two years. */
export const MOST_DAYS_COUNTED = 731

/** What one person had of each kind in a period, and what would have been fair. */
export interface FairnessLine extends FairRow {
  readonly name: string
  /** Shifts of somebody else that were moved to them, and of theirs that were moved to somebody else, by whoever plans. */
  readonly movedToThem: number
  readonly movedFromThem: number
}

export interface FairnessAnswer {
  readonly from: LondonDay
  readonly to: LondonDay
  readonly lines: readonly FairnessLine[]
}

export const fairnessOfAll = defineQuery(
  'rota.fairness',
  'How evenly duties, lates, nights, weekends, bank holidays, call-ins and complex jobs fell in a period, person by person',
  z.strictObject(period),
  ['rota', 'register', 'allocations'],
).answering<FairnessAnswer>()

export interface MyFairness {
  readonly from: LondonDay
  readonly to: LondonDay
  /** `null` for somebody who is not on the register. */
  readonly line: FairnessLine | null
}

export const myFairness = defineQuery(
  'rota.myFairness',
  'One’s own part of duties, lates, nights, weekends, bank holidays, call-ins and complex jobs in a period',
  z.strictObject(period),
  ['rota', 'register', 'allocations'],
).answering<MyFairness>()
