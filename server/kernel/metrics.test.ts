import { expect, it } from 'vitest'
import { Counter, Histogram, written } from './metrics.ts'

it('is written as Prometheus reads it, with what could break a line made harmless', () => {
  const counter = new Counter('hub_a_total', 'A.')
  const spread = new Histogram('hub_b_seconds', 'B.')
  counter.add()
  counter.add(2, { door: 'a"b\\c\nd', status: '200' })
  spread.took(7)
  spread.took(700)
  spread.took(20_000)
  const text = written([counter, spread, { name: 'hub_c', help: 'C.', read: () => null }])
  expect(text).toContain('# HELP hub_a_total A.\n# TYPE hub_a_total counter\nhub_a_total 1\n')
  expect(text).toContain('hub_a_total{door="a\\"b\\\\c\\nd",status="200"} 2\n')
  expect(text).toContain('hub_b_seconds_bucket{le="0.005"} 0\nhub_b_seconds_bucket{le="0.01"} 1\n')
  expect(text).toContain('hub_b_seconds_bucket{le="8"} 2\nhub_b_seconds_bucket{le="+Inf"} 3\n')
  expect(text).toContain('hub_b_seconds_sum 20.707\nhub_b_seconds_count 3\n')
  expect(text.endsWith('# TYPE hub_c gauge\n')).toBe(true)
  expect([counter.total(), counter.total({ status: '200' })]).toEqual([3, 2])
})
