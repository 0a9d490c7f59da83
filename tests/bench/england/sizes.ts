import type { Draw } from '#db/seed/random.ts'

/** England as the bench takes it: every council has a service of its own. */
export const ENGLAND = {
  services: 153,
  amhps: 4000,
  consultants: 600,
  historyDays: 1826,
  /** Of all services, over all of the history. */
  referrals: 600_000,
  ledgerRows: 2_000_000,
} as const

export interface ServiceSize {
  readonly amhps: number
  readonly consultants: number
  /** The fewest and the most on one day; fractions count, so that small services have days with none. */
  readonly referralsADay: readonly [number, number]
  readonly ledgerRowsPerAmhp: number
}

const FEWEST_AMHPS = 10
const LARGEST_IN_SMALLEST = 8
const FEWEST_CONSULTANTS = 2
/** Half of the services have fewer AMHPs than the first figure, eight in ten fewer than the second. */
const SPREAD = { median: 23, eightInTen: 34 }

/**
 * How large each service is: many small ones and a few large ones, the largest eight times the smallest. Work goes with people, so
 * that all together are England whatever the draw.
 *
 * @param historyDays days that the history goes back: a tenth of them is a tenth of the work, with everybody there
 * @example sizesOf(drawFrom(20261112, 'sizes'), 153, 1826).length // 153
 */
export function sizesOf(draw: Draw, services: number, historyDays: number): readonly ServiceSize[] {
  const drawn = Array.from({ length: services }, () =>
    Math.min(FEWEST_AMHPS * LARGEST_IN_SMALLEST, Math.max(FEWEST_AMHPS, draw.long(SPREAD))),
  )
  const wanted = (ENGLAND.amhps * services) / ENGLAND.services
  const all = drawn.reduce((sum, one) => sum + one, 0)
  return drawn.map((one): ServiceSize => {
    const amhps = Math.max(FEWEST_AMHPS, Math.round((one * wanted) / all))
    const aDay = (amhps / ENGLAND.amhps) * (ENGLAND.referrals / ENGLAND.historyDays)
    return {
      amhps,
      consultants: Math.max(FEWEST_CONSULTANTS, Math.round((ENGLAND.consultants * amhps) / ENGLAND.amhps)),
      referralsADay: [0, 2 * aDay],
      ledgerRowsPerAmhp: Math.round((ENGLAND.ledgerRows / ENGLAND.amhps) * (historyDays / ENGLAND.historyDays)),
    }
  })
}
