import type { OptOutId, OtherJobId, ServiceId } from '#shared/kernel/ids.ts'
import { clockTime, startOfDay } from '#shared/time/london.ts'
import type { Happenings } from './happenings.ts'
import type { Period } from './period.ts'
import type { Draw } from './random.ts'
import type { DemoRows } from './rows.ts'
import type { StaffIds } from './staff.ts'

interface HoursParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly draw: Draw
}

/** What the law of working time asks to be known: an agency AMHP who has opted out, and what two people do for other employers. */
export function addHours(rows: DemoRows, happenings: Happenings, { serviceId, period, ids, draw }: HoursParts): void {
  const [day, at] = [period.firstDay, startOfDay(period.firstDay)]
  const optOut = draw.id<OptOutId>()
  rows.optOuts.push({
    serviceId,
    id: optOut,
    personId: ids.yusuf,
    signedOn: day,
    firstDay: day,
    lastDay: null,
    recordedBy: ids.ruth,
    recordedAt: at,
    endedBy: null,
    endedAt: null,
    version: 1,
  })
  happenings.tell(at, ids.ruth, {
    type: 'opt-out-recorded',
    personId: ids.yusuf,
    data: { id: optOut, firstDay: day },
  })
  for (const [personId, employer, weekdays, from, to] of [
    [ids.yusuf, 'Brightwater Social Care Agency', ['2', '4'], '12:00', '18:00'],
    [ids.rosalind, 'Norbeck City Council', ['3'], '13:00', '17:00'],
  ] as const) {
    const id = draw.id<OtherJobId>()
    rows.otherJobs.push({
      serviceId,
      id,
      personId,
      employer,
      days: [...weekdays],
      startsAt: clockTime(from),
      endsAt: clockTime(to),
      breakMinutes: 0,
      firstDay: day,
      lastDay: null,
      keptBy: personId,
      keptAt: at,
      version: 1,
    })
    const data = { id, firstDay: day, lastDay: null }
    happenings.tell(at, personId, { type: 'other-job-kept', personId, data })
  }
}
