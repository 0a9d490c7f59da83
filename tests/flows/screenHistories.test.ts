import fc from 'fast-check'
import { expect, it } from 'vitest'
import { topics } from '#shared/kernel/topic.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { ScreenModel, type Step } from '#tests/harness/screenModel.ts'

/** News that comes late, twice, in another order or never, through cuts and restores. HISTORIES=100000 is the long form. */
const HISTORIES = many('HISTORIES', 1000)
const STEPS = 50
const SEED = many('SEED', 20261128)

const which = fc.nat(1000)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('command' as const),
      events: fc.integer({ min: 1, max: 3 }),
      touches: fc.uniqueArray(fc.constantFrom(...topics), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ is: fc.constant('arrives' as const), which }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('arrives twice' as const, 'is lost' as const), which }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('pulse' as const, 'is answered' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom('comes back' as const, 'fails' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('restore' as const), lost: fc.nat(5) }) },
)

it(`F13: ${HISTORIES} histories on a bad line: a screen that hears the hub again shows the last of everything`, async () => {
  const sums: Record<string, number> = {}
  let behind = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      const model = new ScreenModel()
      for (const one of steps) await model.takes(one)
      const missing = await model.settles()
      for (const [name, count] of Object.entries(model.counts)) sums[name] = (sums[name] ?? 0) + count
      behind += missing.length
      expect(missing).toEqual([])
    }),
    { numRuns: HISTORIES, seed: SEED },
  )
  evidence('F13', { histories: HISTORIES, steps: STEPS, ...sums, 'topics behind': behind, seed: SEED })
}, 3_600_000)
