import type { Past } from './histories.ts'

const sources = ['GP', 'POLICE_136', 'CMHT', 'LIAISON_PSYCH', 'SELF'] as const
const outcomes = [
  'DETAINED_S2',
  'DETAINED_S3',
  'DETAINED_S4',
  'NOT_DETAINED_NFA',
  'NOT_DETAINED_COMMUNITY_PLAN',
  'APPLICATION_NOT_MADE_NO_BED',
] as const
const waits = ['bed', 'ambulance', 'doctor', 'police'] as const
const numbers = ['9990000018', '9990000026', '9990000034', '9990000042'] as const

/** A number from nought to less than `most`, the same ones for the same seed. */
export function chances(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
}

/** Only a power whose beginning is known can be extended. */
const powerFrom = (start: string | null, end: string, extended: number): NonNullable<Past['power']> =>
  start === null || extended === 0 ? { start, end } : { start, end, extended }

const text = (ms: number): string => new Date(ms).toISOString().slice(0, 16)

/**
 * An October as it could have been: some referrals that went all the way, some that stopped at each stage, some on the night on which
 * the clocks go back, some just outside. The same ones for the same seed.
 */
export function octoberPast(seed: number, count: number): readonly Past[] {
  const pick = chances(seed)
  const one = <Value>(values: readonly [Value, ...Value[]]): Value => values[pick(values.length)] ?? values[0]
  const begins = Date.parse('2026-09-28T00:00Z')
  return Array.from({ length: count }, (_, index): Past => {
    const minute = 60_000
    const night = index % 12 === 0
    const received = night ? Date.parse('2026-10-24T22:00Z') + pick(420) * minute : begins + pick(50_000) * minute
    const triaged = received + (5 + pick(400)) * minute
    const allocated = triaged + (5 + pick(900)) * minute
    const arrived = allocated + (20 + pick(900)) * minute
    const ended = arrived + (30 + pick(600)) * minute
    const stage = pick(10)
    const source = one(sources)
    const outcome = one(outcomes)
    const person = pick(4) === 0 ? { nhsNumber: one(numbers) } : {}
    const closed = pick(8) === 0 ? {} : { closed: text(ended) }
    const duplicate = pick(20) === 0
    return {
      received: text(received),
      source,
      gender: one(['Woman', 'female', 'Man', 'male', 'Non-binary', '']),
      ...(pick(4) === 0 ? {} : { age: 12 + pick(80) }),
      ...(pick(3) === 0 ? { address: 'here' } : {}),
      ...(pick(3) === 0 ? { relative: 'a sister' } : {}),
      ...(pick(5) === 0 ? { interpreter: 'Polish' } : {}),
      ...person,
      ...(source === 'POLICE_136'
        ? {
            power: {
              ...powerFrom(
                pick(6) === 0 ? null : text(received),
                text(ended),
                pick(4) === 0 ? (index % 2 === 0 ? 720 : 360) : 0,
              ),
              kept: index % 5 === 0,
            },
          }
        : {}),
      ...(stage < 1 ? {} : { triaged: text(triaged), urgency: one(['U0', 'U1', 'U2']) }),
      ...(stage >= 1 && stage < 3
        ? { triageOutcome: 'SIGNPOSTED', closed: text(triaged), closedAs: 'SIGNPOSTED' }
        : {}),
      ...(stage < 3 ? {} : { accepted: text(triaged) }),
      ...(stage < 4 ? {} : { allocated: text(allocated), calledIn: ([true, 'asked'] as const)[pick(6)] ?? false }),
      ...(stage < 5 ? {} : { arrived: text(arrived) }),
      ...(stage < 6 ? {} : { outcome, outcomeAt: text(ended), ...closed }),
      ...(stage < 5
        ? {}
        : {
            waits: Array.from({ length: pick(3) }, () => {
              const from = arrived + pick(200) * minute
              return { kind: one(waits), from: text(from), to: pick(9) === 0 ? null : text(from + pick(300) * minute) }
            }),
          }),
      ...(duplicate ? { closed: text(ended), closedAs: 'DUPLICATE_LINKED' } : {}),
    }
  })
}
