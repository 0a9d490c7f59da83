import type { Sample } from './samples.ts'

let count = 0

/** Samples for the doors around the board: views, handover, the wall, the record's papers. */
export const boardSamples = {
  'wall.displays': () => ({}),
  'wall.makeDisplay': () => ({ label: `Office ${(count += 1)}`, days: 30 }),
  'wall.endDisplay': (of) => ({ displayId: of.display }),
  'downtime.downloadPack': () => ({}),
  'handover.now': () => ({}),
  'handover.lines': () => ({}),
  'handover.sheet': (of) => ({ handoverId: of.handover }),
  'handover.offer': (of) => ({
    kind: 'next-shift',
    words: 'Quiet so far',
    items: [{ referralId: of.referral, note: 'Ring Dr Hale', nextBy: null }],
  }),
  'handover.answer': (of) => ({
    handoverId: of.handover,
    taken: [],
    left: [{ referralId: of.allocatedReferral, why: 'Can wait' }],
    words: '',
  }),
  'handover.withdraw': (of) => ({ handoverId: of.handover, why: '' }),
  'handover.printed': (of) => ({ handoverId: of.handover }),
  'desk.views': () => ({}),
  'desk.saveView': () => ({
    name: `Kelsham ${(count += 1)}`,
    show: 'out',
    area: 'Kelsham',
    waiting: 'bed',
    opensFirst: false,
  }),
  'allocations.undoStep': (of) => ({ allocationId: of.allocation, seenVersion: 1, step: 'accepted' }),
  'desk.removeView': (of) => ({ viewId: of.view }),
} as const satisfies Readonly<Record<string, Sample>>
