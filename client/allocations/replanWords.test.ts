import { expect, it } from 'vitest'
import type { NextBestSlip } from '#shared/allocations/nextBestContract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { instant } from '#shared/time/instant.ts'
import { slipWords } from './Replan.tsx'

const at = (time: string) => instant(`2026-11-12T${time}:00Z`)
const slip: NextBestSlip = {
  referralId: '00000000-0000-4000-8000-000000000001' as ReferralId,
  number: 2427,
  arriveBy: null,
  assessBy: at('15:40'),
  before: { name: 'Tom Ellis', thereAt: at('16:10') },
  missed: 'target',
  changes: true,
  after: { name: 'Ewa Kowalska', thereAt: at('15:20') },
  still: null,
}

it.each<[string, Partial<NextBestSlip>, string]>([
  ['a change', {}, 'R-2427, assess by 15:40: Tom Ellis there 16:10, late; instead Ewa Kowalska there 15:20, in time.'],
  [
    'no change',
    { changes: false, after: slip.before, still: 'target' },
    'R-2427, assess by 15:40: Tom Ellis there 16:10, late.',
  ],
  [
    'nobody left for a limit',
    { before: null, missed: 'limit', arriveBy: at('14:00'), after: null, changes: false, still: 'limit' },
    'R-2427, there by 14:00 for the limit: nobody left, late.',
  ],
  [
    'whoever gives somebody up and has no time of its own',
    { assessBy: null, missed: null, before: slip.after, after: slip.before },
    'R-2427: Ewa Kowalska there 15:20; instead Tom Ellis there 16:10.',
  ],
])('says %s in one line', (_what, changes, words) => {
  expect(slipWords({ ...slip, ...changes }, at('13:00'))).toBe(words)
})
