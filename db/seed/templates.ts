import type { ServiceId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import { clockTime, type ClockTime } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

type Role = Row<'shiftTemplates'>['role']

interface Times {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly role: Role
  /** True for what went out of use when staggered shifts came in. */
  readonly retired?: true
}

const times = {
  early: { name: 'Early', from: '08:00', to: '16:00', role: 'duty' },
  middle: { name: 'Middle', from: '10:00', to: '18:00', role: 'duty' },
  noon: { name: 'Midday', from: '12:00', to: '20:00', role: 'duty' },
  one: { name: 'Afternoon', from: '13:00', to: '21:00', role: 'duty' },
  late: { name: 'Late', from: '15:00', to: '23:00', role: 'duty' },
  twilight: { name: 'Twilight', from: '16:00', to: '00:00', role: 'duty' },
  night: { name: 'Emergency Duty Team, night', from: '00:00', to: '08:00', role: 'out-of-hours' },
  desk: { name: 'Consultant’s desk', from: '09:00', to: '17:00', role: 'practice-consultant' },
  deskLate: { name: 'Consultant’s desk, late', from: '15:00', to: '23:00', role: 'practice-consultant' },
  oldHalfPast: { name: 'Day, from 08:30', from: '08:30', to: '16:30', role: 'duty', retired: true },
  oldNine: { name: 'Day, from 09:00', from: '09:00', to: '17:00', role: 'duty', retired: true },
  oldNight: {
    name: 'Emergency Duty Team, evening and night',
    from: '17:00',
    to: '08:00',
    role: 'out-of-hours',
    retired: true,
  },
} as const satisfies Record<string, Times>
export type TemplateKey = keyof typeof times
const templateKeys = Object.keys(times) as readonly TemplateKey[]

export interface Template {
  readonly id: ShiftTemplateId
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: Role
}
export type Templates = Readonly<Record<TemplateKey, Template>>

/** The shift templates of the service, those that were given up with staggered shifts among them. */
export function templatesOf(serviceId: ServiceId, draw: Draw): { rows: Row<'shiftTemplates'>[]; byKey: Templates } {
  const rows = templateKeys.map((key): Row<'shiftTemplates'> => {
    const { name, from, to, role, retired }: Times = times[key]
    const [id, startsAt, endsAt] = [draw.id<ShiftTemplateId>(), clockTime(from), clockTime(to)]
    const breakMinutes = minutes(30)
    return {
      serviceId,
      id,
      name,
      startsAt,
      endsAt,
      role,
      breakMinutes,
      placeId: null,
      retired: retired ?? false,
      version: retired ? 2 : 1,
    }
  })
  const byKey = Object.fromEntries(templateKeys.map((key, index) => [key, rows[index]])) as unknown as Templates
  return { rows, byKey }
}
