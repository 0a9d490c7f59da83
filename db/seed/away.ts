import { addDays, daysBetween, mondayOf, weekdayOf, type LondonDay } from '#shared/time/london.ts'
import { daysFrom, type Period } from './period.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'
import { amhpKeys, factsOf, type AmhpKey } from './staff.ts'

export type AwayKind = Row<'daysAway'>['kind']

/** Who is away on which day, and why. */
export interface Away {
  readonly on: (key: AmhpKey, day: LondonDay) => AwayKind | undefined
}

const LEAVE_WEEKS = 1 / 9
const SICK_DAYS = 0.01
const TRAINING_DAYS = 0.012
/** Most owed are those who hardly take any. */
const TOIL_DAYS: Readonly<Partial<Record<AmhpKey, number>>> = {
  priya: 0.024,
  grace: 0.04,
  ewa: 0.065,
  liam: 0.02,
  kwame: 0.03,
}
const USUAL_TOIL_DAYS = 0.05
/** Around today the rota is as the board needs it. */
const QUIET_DAYS = 3

/** Leave, sickness, training and TOIL days over the whole period; next week's as they stand on the draft of the rota. */
export function awayOver(period: Period, draw: Draw): Away {
  const found = new Map<string, AwayKind>()
  const set = (key: AmhpKey, day: LondonDay, kind: AwayKind) => found.set(`${key} ${day}`, kind)
  const nextMonday = addDays(mondayOf(period.today), 7)
  for (const key of amhpKeys) {
    let onLeave = false
    for (const day of daysFrom(period.firstDay, period.lastDay)) {
      if (weekdayOf(day) === 1) onLeave = draw.chance(LEAVE_WEEKS)
      const kind = onLeave ? 'annual-leave' : oddDay(key, day, period, draw)
      const spokenFor = Math.abs(daysBetween(period.today, day)) <= QUIET_DAYS || mondayOf(day) === nextMonday
      if (kind && !spokenFor) set(key, day, kind)
    }
  }
  set('priya', addDays(nextMonday, 2), 'toil')
  set('tom', addDays(nextMonday, 4), 'toil')
  for (const later of [1, 2, 3]) set('sadia', addDays(nextMonday, later), 'annual-leave')
  return { on: (key, day) => found.get(`${key} ${day}`) }
}

function oddDay(key: AmhpKey, day: LondonDay, { firstDay, today }: Period, draw: Draw): AwayKind | undefined {
  const [sick, training, toil] = [
    draw.chance(SICK_DAYS),
    draw.chance(TRAINING_DAYS),
    draw.chance(TOIL_DAYS[key] ?? USUAL_TOIL_DAYS),
  ]
  // Nobody plans to be ill, and nobody takes TOIL before there is any.
  if (sick && day <= today) return 'sickness'
  if (training) return 'training'
  return toil && factsOf(key).owed !== null && daysBetween(firstDay, day) > 21 ? 'toil' : undefined
}
