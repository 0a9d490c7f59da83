import type { TimelineRow } from '../referrals/record.ts'
import type { LineWords } from '../referrals/timeline.ts'
import { paperForms, recommendations, relativeNames } from './codes.ts'

const named = (names: Readonly<Record<string, string>>, code: unknown): string => names[String(code)] ?? ''

/** The words for what happened to the papers, or null for any other event. Names of doctors and relatives stand in their own lines. */
export function paperWordsFor({ type, data }: TimelineRow): LineWords | null {
  if (type === 'paper-recorded') return { head: `${named(paperForms, data['form'])}: recorded`, about: 'record' }
  if (type === 'application-rests-on')
    return { head: 'It was said on which recommendations the application rests', about: 'decision' }
  if (type === 'relative-recorded') return { head: `${named(relativeNames, data['kind'])} recorded`, about: 'contact' }
  if (type !== 'examination-recorded') return null
  if (data['struckOut'] === true)
    return { head: 'Doctor struck out: entered by mistake', look: 'bad', about: 'contact' }
  const came = named(recommendations, data['recommendation'])
  if (data['examined'] !== true) return { head: 'Doctor recorded', about: 'contact' }
  return { head: `Doctor examined: ${came.charAt(0).toLowerCase()}${came.slice(1)}`, look: 'key', about: 'decision' }
}
