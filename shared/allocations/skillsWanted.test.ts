import { expect, it } from 'vitest'
import { conditionsBearing } from '../register/conditions.ts'
import type { skills } from '../register/contract.ts'
import { skillsWanted, type WantsSkills } from './skillsWanted.ts'

const plain: WantsSkills = { source: 'GP', asksFor: '', interpreter: '', under18: false }

it.each<[string, Partial<WantsSkills>, readonly (keyof typeof skills)[]]>([
  ['nothing said', {}, []],
  ['somebody of 17', { under18: true }, ['children']],
  ['an age that nobody knows', { under18: null }, []],
  ['CAMHS, for somebody of 18', { source: 'CHILDREN_CAMHS' }, ['children']],
  ['a memory team', { source: 'OLDER_ADULTS_MEMORY' }, ['older-people']],
  ['custody', { source: 'POLICE_CUSTODY' }, ['forensic']],
  ['BSL as the interpreter', { interpreter: 'BSL, booked for 15:00' }, ['deaf']],
  ['autism', { asksFor: 'Somebody who knows autistic people' }, ['learning-disability']],
  ['two at once', { under18: true, asksFor: 'Learning disability' }, ['children', 'learning-disability']],
  ['a word that only begins alike', { asksFor: 'Lives in Deafham; absl tea' }, []],
  ['a wish about children in the house', { asksFor: 'Not in front of the children' }, []],
])('wants of %s the experience that fits', (_what, changes, wanted) => {
  expect(skillsWanted({ ...plain, ...changes })).toEqual(wanted)
})

it('lets a condition about people under 18 bear on an age that nobody knows, and every other always', () => {
  expect(conditionsBearing(['accompanied', 'not-under-18', 'other'], false)).toEqual(['accompanied', 'other'])
  expect(conditionsBearing(['not-under-18'], null)).toEqual(['not-under-18'])
  expect(conditionsBearing(['not-under-18'], true)).toEqual(['not-under-18'])
  expect(conditionsBearing([], true)).toEqual([])
})
