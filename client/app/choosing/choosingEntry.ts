import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { SentTo } from '#shared/kernel/command.ts'
import type { setChoosing } from '#shared/allocations/choosingContract.ts'
import {
  ACCEPT_LEAST,
  ACCEPT_MOST,
  weightCodes,
  weightFacts,
  type ChoosingRules,
  type WeightOf,
  type Weights,
} from '#shared/allocations/weights.ts'
import { urgencyCodes, type Urgency } from '#shared/referrals/referral.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'

/** Weights and waiting times as they are being typed. */
export interface ChoosingEntry {
  readonly effectiveFrom: string
  readonly weights: Readonly<Record<WeightOf, string>>
  readonly accept: Readonly<Record<Urgency, string>>
  readonly why: string
}

// Made from a list that holds each code once.
const textsOf = <Code extends string>(values: Readonly<Record<Code, number>>, codes: readonly Code[]) =>
  Object.fromEntries(codes.map((code) => [code, String(values[code])])) as Record<Code, string>

export const choosingEntryOf = ({ weights, accept }: ChoosingRules, from: LondonDay): ChoosingEntry => ({
  effectiveFrom: from,
  weights: textsOf(weights, weightCodes),
  accept: textsOf(accept, urgencyCodes),
  why: '',
})

const wholeWithin = (typed: string, least: number, most: number): number | null => {
  const value = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  return value >= least && value <= most ? value : null
}

function readAll<Code extends string>(
  typed: Readonly<Record<Code, string>>,
  codes: readonly Code[],
  boundsOf: (code: Code) => { readonly least: number; readonly most: number; readonly words: string },
) {
  const read = codes
    .map((code) => ({ code, ...boundsOf(code) }))
    .map(({ code, least, most, words }) => ({
      code,
      value: wholeWithin(typed[code], least, most),
      message: `${words}: give ${least} to ${most} minutes`,
    }))
  const errors = read.flatMap(({ code, value, message }): FieldError[] =>
    value === null ? [{ field: code, message }] : [],
  )
  // Complete as soon as there are no errors: each code is in the list once.
  const values = Object.fromEntries(read.map(({ code, value }) => [code, value ?? 0])) as Record<Code, number>
  return { errors, values }
}

/** Reads the weights alone: for a preview, which needs no day and no reason. */
export const readWeights = (
  entry: Pick<ChoosingEntry, 'weights'>,
): { readonly errors: readonly FieldError[]; readonly values: Weights } =>
  readAll(entry.weights, weightCodes, (code) => weightFacts[code])

/** Reads the form: what is wrong with each field, or what to send. */
export function readChoosing(entry: ChoosingEntry): {
  readonly errors: readonly FieldError[]
  readonly toSend: SentTo<typeof setChoosing> | null
} {
  const weights = readWeights(entry)
  const accept = readAll(entry.accept, urgencyCodes, (code) => ({
    least: ACCEPT_LEAST,
    most: ACCEPT_MOST,
    words: `An answer, ${code}`,
  }))
  const { effectiveFrom } = entry
  const why = entry.why.trim()
  const errors = [
    ...(isLondonDay(effectiveFrom)
      ? []
      : [{ field: 'effectiveFrom', message: 'Give the day from which it holds, like 01/01/2027' }]),
    ...weights.errors,
    ...accept.errors,
    ...(why === '' ? [{ field: 'why', message: 'Say why, in a line' }] : []),
  ]
  if (errors.length > 0 || !isLondonDay(effectiveFrom)) return { errors, toSend: null }
  return { errors, toSend: { effectiveFrom, weights: weights.values, accept: accept.values, why } }
}
