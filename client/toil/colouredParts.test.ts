import { expect, it } from 'vitest'
import { minutes } from '#shared/time/minutes.ts'
import { colouredParts } from './colouredParts.ts'

it('tells partners apart, and keeps one colour for what is ours', () => {
  const parts = (['BED', 'PAPER', 'AMB', 'REF_LATE', 'OTH'] as const).map((code) => ({
    code,
    minutes: minutes(10),
    spans: [],
  }))
  expect(colouredParts(parts).map(({ colour }) => colour)).toEqual([
    'var(--c1)',
    'var(--c4)',
    'var(--c2)',
    'var(--c4)',
    'var(--c5)',
  ])
})
