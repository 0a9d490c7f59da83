import { expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { beganWords, operatingModels, whatBegan, type OperatingModel } from './operatingModels.ts'

const day = londonDay('2026-08-03')
const set = (model: OperatingModel, effectiveFrom: string) => ({ model, effectiveFrom: londonDay(effectiveFrom) })

it('says staggered shifts of a duty hub alone, and of another model that it began on the day on which it did', () => {
  expect(whatBegan([], day)).toBe('hub')
  expect(whatBegan([set('generic-rota', '2026-05-25'), set('hub', '2026-08-03')], day)).toBe('hub')
  expect(whatBegan([set('hub', '2026-05-25'), set('round-the-clock', '2026-08-03')], day)).toBe('round-the-clock')
  expect(whatBegan([set('localities', '2026-05-25')], day)).toBe('change')
  expect(whatBegan([set('hub', '2026-05-25'), set('localities', '2026-09-01')], day)).toBe('hub')
  const models = Object.keys(operatingModels) as OperatingModel[]
  const saying = models.filter((model) => /stagger|different times/i.test(Object.values(beganWords[model]).join(' ')))
  expect(saying).toEqual(['hub'])
})
