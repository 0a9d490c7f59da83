import { expect, it } from 'vitest'
import { readCounts } from './workforceTyped.ts'

it('reads posts in tenths and people in ones; what is empty was not counted', () => {
  const { counts, errors } = readCounts({ vacantTenths: '2.5', women: '12', men: '0', retiring: '' })
  expect(errors).toEqual([])
  expect(counts).toMatchObject({ vacantTenths: 25, women: 12, men: 0, retiring: null, white: null })
})

it.each([
  ['women', '12.5'],
  ['women', '-1'],
  ['men', 'many'],
  ['vacantTenths', '2.55'],
  ['neededTenths', '6000'],
])('says beside %s that %j cannot stand', (key, text) => {
  expect(readCounts({ [key]: text }).errors).toMatchObject([{ field: key }])
})
