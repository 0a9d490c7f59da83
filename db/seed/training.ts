import type { ConflictId, ServiceId, TrainingId } from '#shared/kernel/ids.ts'
import { addDays, londonInstant, clockTime, startOfDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Happenings } from './happenings.ts'
import type { Period } from './period.ts'
import type { Draw } from './random.ts'
import { approvalOf } from './register.ts'
import type { DemoRows } from './rows.ts'
import { amhpKeys, type StaffIds } from './staff.ts'

interface TrainingParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly draw: Draw
}

/** Courses of the last months: so many days ago, how long, and for every how manieth of the team. */
const courses = [
  [150, 360, 1, 'Case law update, Westmarch'],
  [118, 360, 2, 'Children and young people: law and practice'],
  [77, 390, 1, 'Refresher: assessments out of hours'],
  [40, 180, 3, 'Mental capacity and deprivation of liberty'],
  [16, 120, 4, 'Forum of AMHP services, Norbeck'],
] as const

/** Training that the team has done in the last months, the latest of it still to be agreed, and one conflict of interest that was declared. */
export function addTraining(rows: DemoRows, happenings: Happenings, parts: TrainingParts): void {
  const { serviceId, period, ids, draw } = parts
  for (const [ago, length, every, what] of courses) {
    const day = addDays(period.today, -ago)
    if (day < period.firstDay) continue
    for (const [index, key] of amhpKeys.entries()) {
      if (index % every !== 0 || approvalOf(key, period.today).from > day) continue
      const personId = ids[key]
      const [id, at] = [draw.id<TrainingId>(), londonInstant(day, clockTime('16:30'))]
      const agreed = ago > 30
      const agreedAt = agreed ? londonInstant(addDays(day, 4), clockTime('09:30')) : null
      rows.trainingDone.push({
        serviceId,
        id,
        personId,
        day,
        minutes: minutes(length),
        what,
        agreedBy: agreed ? ids.ruth : null,
        agreedAt,
        struckAt: null,
        keptBy: agreed ? ids.ruth : personId,
        keptAt: agreedAt ?? at,
        version: agreed ? 2 : 1,
      })
      const data = { id, day, minutes: length, agreed: false, struck: false }
      happenings.tell(at, personId, { type: 'training-kept', personId, data })
      if (agreedAt) happenings.tell(agreedAt, ids.ruth, { type: 'training-kept', personId, data: { ...data, agreed } })
    }
  }
  const [id, at] = [draw.id<ConflictId>(), startOfDay(period.firstDay)]
  rows.declaredConflicts.push({
    serviceId,
    id,
    personId: ids.rosalind,
    about: 'Partner in a care home business in Thornwick',
    placeId: null,
    declaredAt: at,
    overAt: null,
    keptBy: ids.rosalind,
    keptAt: at,
    version: 1,
  })
  happenings.tell(at, ids.rosalind, { type: 'conflict-kept', personId: ids.rosalind, data: { id, over: false } })
}
