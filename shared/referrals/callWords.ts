import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { powerIn, requestIn, riskIn, sourceIn, type IntakeValues } from './intake.ts'
import { requests, riskAnswers, sources } from './referral.ts'
import { startQuestions } from './startWords.ts'

/**
 * A call in words, when it is added to a referral that is open already: everything that was typed, so that nothing is lost with
 * the draft.
 *
 * @example callWords(values, now) // 'Thu 12 November 16:43, PC 2208 Ilyas, Police, 07700 900 318: Found walking …'
 */
export function callWords(values: IntakeValues, now: Instant): string {
  const [source, request, risk, power] = [sourceIn(values), requestIn(values), riskIn(values), powerIn(values)]
  const caller = [values.callerName, source && sources[source], values.callerPhone].map(trimmed).filter(Boolean)
  const facts = [
    ['Born or aged', values.birth],
    ['Asked for', request && requests[request]],
    [power ? startQuestions[power].label : '', [values.startTime, values.startDay].filter(Boolean).join(' on ')],
    ['Now at', values.place],
    ['Risk to staff', [risk && riskAnswers[risk], values.riskDetail].map(trimmed).filter(Boolean).join(': ')],
  ] as const
  const said = facts
    .filter(([what, text]) => what !== '' && trimmed(text) !== '')
    .map(([what, text]) => `${what}: ${trimmed(text)}.`)
  return `${[formatInstant(now), ...caller].join(', ')}: ${[trimmed(values.happening), ...said].filter(Boolean).join(' ')}`
}

const trimmed = (text: string | null | undefined): string => (text ?? '').trim()
