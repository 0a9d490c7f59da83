import type { Sample } from './samples.ts'

let count = 0

/** Samples for the doors around the board: views, handover, the wall, the record's papers. */
export const boardSamples = {
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
