import { Chances } from './fill/random.ts'
import { isWeekend, noLimits, type Blocked, type PlannedPerson, type RotaProblem, type Wish } from './problem.ts'

export interface Asked {
  readonly seed: number
  readonly people: number
  readonly weeks: number
  /** Of people, so many owe one duty a week; the others work in the hub. */
  readonly owing: number
}

const STARTS = [8 * 60 + 30, 10 * 60, 12 * 60, 14 * 60]
const LENGTH = 480
const REST = 11 * 60

/**
 * An invented month with staggered shifts, the same for the same seed: something to measure and test on where no other instance
 * is at hand. Cover is set a little under what its people owe, so that a rota with everything covered exists or nearly does.
 *
 * @example generatedProblem({ seed: 1, people: 40, weeks: 4, owing: 28 }).people.length // 40
 */
export function generatedProblem({ seed, people, weeks, owing }: Asked): RotaProblem {
  const chances = new Chances(seed)
  const days = weeks * 7
  const staff = Array.from({ length: people }, (_, index) =>
    personOf(index, index < people - owing ? 'core' : 'owing', { chances, days }),
  )
  const owed = staff.reduce((sum, { owed: own }) => sum + (own?.perWeek.reduce((a, b) => a + b, 0) ?? 0), 0)
  const weekend = weeks * 2 * STARTS.length
  const perWeekday = Math.max(STARTS.length, Math.floor((0.96 * owed - weekend) / (weeks * 5)))
  return {
    name: `generated ${people} × ${days}, seed ${seed}`,
    days,
    shifts: STARTS.map((start) => ({ id: clock(start), name: clock(start), minutes: LENGTH })),
    people: staff,
    cover: Array.from({ length: days * STARTS.length }, (_, at) => {
      const [day, shift] = [Math.floor(at / STARTS.length), at % STARTS.length]
      const need = isWeekend(day) ? 1 : Math.floor((perWeekday + STARTS.length - 1 - shift) / STARTS.length)
      return { day, shift, need, under: 100, over: 2 }
    }),
    skills: Array.from({ length: days }, (_, day) => ({
      name: 'Triage lead',
      skill: 'lead',
      day,
      shifts: [0, 1, 2, 3],
      need: 1,
      weight: 60,
    })),
    rest: {
      by: 'minutes',
      least: REST,
      moments: Array.from({ length: days }, (_, day) =>
        STARTS.map((start) => ({ start: 1440 * day + start, end: 1440 * day + start + LENGTH })),
      ),
    },
    fairness: {
      unsocial: Array.from({ length: days }, (_, day) =>
        STARTS.map((_none, shift) => isWeekend(day) || shift === STARTS.length - 1),
      ),
      above: 4,
      farAbove: 12,
      below: 4,
    },
  }
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function personOf(
  index: number,
  kind: 'core' | 'owing',
  { chances, days }: { chances: Chances; days: number },
): PlannedPerson {
  const core = kind === 'core'
  const leaveFrom = chances.next() < 0.3 ? chances.below(days) : days
  const never = chances.below(5)
  const blocked: readonly Blocked[] = Array.from({ length: days }, (_, day): Blocked[] => {
    if (day >= leaveFrom && day < leaveFrom + 5) return [{ day, shift: null, why: 'away' }]
    return !core && day % 7 === never ? [{ day, shift: null, why: 'unavailable' }] : []
  }).flat()
  const open = (week: number) => 7 - blocked.filter(({ day }) => Math.floor(day / 7) === week).length
  const perWeek = Array.from({ length: days / 7 }, (_, week) => Math.min(core ? 5 : 1, Math.max(0, open(week) - 2)))
  const wish = (): Wish => ({
    day: chances.below(days),
    shift: chances.next() < 0.5 ? null : chances.below(STARTS.length),
    wants: chances.next() < 0.5,
    weight: 1 + chances.below(3),
  })
  return {
    id: `p${index + 1}`,
    name: `Person ${index + 1}`,
    skills: core || chances.next() < 0.2 ? ['lead'] : [],
    blocked,
    locked: [],
    limits: {
      ...noLimits(STARTS.length),
      longestRun: core ? 5 : 1,
      fewestDaysOff: core ? 2 : 1,
      mostWeekends: Math.ceil(days / 14),
      mostPerWeek: core ? 5 : 1,
    },
    wishes: [wish(), wish()],
    owed: { perWeek, weight: 30, neverMore: !core },
    share: 0.3 * perWeek.reduce((sum, one) => sum + one, 0),
    before: null,
  }
}
