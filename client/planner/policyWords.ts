import type { PolicyMeasure } from '#shared/planner/policies/comparePolicies.ts'
import type { Likely } from '#shared/planner/simulate/compare.ts'

const tenths = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(1) : String(Math.round(value)))
const unitOf = (measure: PolicyMeasure): string => (measure === 'toilHours' ? 'h' : '')

/** @example policyFigure('toilHours', 17.54) // '18h' */
export const policyFigure = (measure: PolicyMeasure, value: number): string => `${tenths(value)}${unitOf(measure)}`

/** @example policySpan('late', { mean: 10, low: 8.6, high: 11.9 }) // '8.6 to 12' */
export const policySpan = (measure: PolicyMeasure, { low, high }: Likely): string =>
  `${policyFigure(measure, low)} to ${policyFigure(measure, high)}`
