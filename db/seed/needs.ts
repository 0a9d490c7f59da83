import type { DutyNeedId, ServiceId } from '#shared/kernel/ids.ts'
import { clockTime } from '#shared/time/london.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

/** A minimum of the demo service, as its models name it. */
export interface Need extends Pick<Row<'dutyNeeds'>, 'role' | 'days' | 'minimum' | 'firm'> {
  readonly from: string
  readonly to: string
  readonly council?: 'westmarch' | 'norbeck'
}

/** @example need('duty', ['1', '2'], '09:00', '17:00', 2) */
export const need = (
  role: Need['role'],
  days: Need['days'],
  from: string,
  to: string,
  minimum: number,
  firm = false,
): Need => ({
  role,
  days,
  from,
  to,
  minimum,
  firm,
})
/** Its row: of the whole service, since ever and until further notice. */
export const needRow = ({ role, days, minimum, firm, from, to }: Need, serviceId: ServiceId, draw: Draw) => ({
  serviceId,
  id: draw.id<DutyNeedId>(),
  role,
  days: [...days],
  minimum,
  firm,
  startsAt: clockTime(from),
  endsAt: clockTime(to),
  councilId: null,
  teamId: null,
  firstDay: null,
  lastDay: null,
  retired: false,
  version: 1,
})
