import type { DoorName } from '#shared/kernel/matrix.ts'
import type { Sample } from './samples.ts'

const duty = { startsAt: '08:30', endsAt: '16:30', role: 'duty' }
const nothing: Sample = () => ({})

/** Samples of the doors of planning: drafts, publications, patterns, swaps, leave and call-ins. */
export const rotaSamples = {
  'rota.draft': () => ({ monday: '2026-11-09' }),
  'rota.previewPublish': () => ({ firstDay: '2026-11-09', lastDay: '2026-11-15' }),
  'rota.publications': nothing,
  'rota.asAt': (_of, now) => ({ monday: '2026-11-09', at: now }),
  'rota.myNotices': nothing,
  'rota.putInDraft': (of) => ({
    shiftId: of.shift,
    seenVersion: 0,
    personId: of.person,
    day: '2026-12-22',
    times: { templateId: of.template },
  }),
  'rota.takeOffInDraft': (of) => ({ shiftId: of.shift, seenVersion: 0, why: 'Not needed' }),
  'rota.dropFromDraft': (of) => ({ shiftId: of.draftShift, seenVersion: 1 }),
  'rota.copyWeek': () => ({ fromMonday: '2026-11-02', toMonday: '2027-03-01' }),
  'rota.publish': (of) => ({
    firstDay: '2026-11-09',
    lastDay: '2026-11-15',
    seen: [{ shiftId: of.draftShift, version: 1 }],
    accepted: [],
  }),
  'planner.start': nothing,
  'planner.plans': nothing,
  'planner.plan': (of) => ({ jobId: of.planJob }),
  'planner.fill': (of) => ({
    firstDay: '2027-02-01',
    weeks: 1,
    needs: [{ templateId: of.template, weekday: 1, weekend: 0 }],
  }),
  'planner.tryShifts': () => ({
    weekdays: [{ startsAt: '09:00', endsAt: '17:00', people: 2, outOfHours: false }],
    weekends: [],
    lead: null,
  }),
  'planner.stop': (of) => ({ jobId: of.planJob }),
  'planner.putInDraft': (of) => ({ jobId: of.planJob }),
  'rota.acknowledge': (of) => ({ noticeId: of.rotaNotice }),
} as const satisfies Partial<Record<DoorName, Sample>>
