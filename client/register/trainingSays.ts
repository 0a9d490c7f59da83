import type { TrainingYear } from '#shared/register/training.ts'
import { daysBetween, formatDate, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** @example yearWords(year) // '6h of 18h agreed, 3h to be agreed' */
export const yearWords = ({ agreed, toAgree }: Pick<TrainingYear, 'agreed' | 'toAgree'>): string =>
  `${formatMinutes(agreed)} of 18h agreed${toAgree > 0 ? `, ${formatMinutes(toAgree)} to be agreed` : ''}`

export interface TrainingSays {
  readonly words: string
  readonly tone: 'breach-soft' | 'warn' | 'info' | 'done'
  readonly icon: 'triangle' | 'clock' | 'check'
}

const REMINDERS = [
  [92, 'breach-soft', 'triangle'],
  [183, 'warn', 'triangle'],
] as const

/** What is to be said of an approval year on a day: met, short, or how much is missing and by when; more loudly at six months and at three. */
export function trainingSays(year: TrainingYear, today: LondonDay): TrainingSays {
  if (year.state === 'met') return { words: 'Training met', tone: 'done', icon: 'check' }
  const missing = `${formatMinutes(year.missing)} of training missing`
  if (year.state === 'short') return { words: missing, tone: 'breach-soft', icon: 'triangle' }
  const left = daysBetween(today, year.lastDay)
  const [, tone, icon] = REMINDERS.find(([days]) => left <= days) ?? [0, 'info', 'clock']
  return { words: `${missing}, by ${formatDate(year.lastDay)}`, tone, icon }
}

/** Whether somebody is to be reminded: hours are missing, and half a year or less is left. */
export const isTrainingShort = (year: TrainingYear, today: LondonDay): boolean =>
  year.state === 'short' || (year.state === 'running' && daysBetween(today, year.lastDay) <= 183)
