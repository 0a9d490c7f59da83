import type { AccountId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { lastDayOfApproval } from '#shared/register/approval.ts'
import { startOfDay, addDays, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Happenings } from './happenings.ts'
import type { Period } from './period.ts'
import type { Places } from './places.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'
import {
  amhpKeys,
  colleagueOf,
  emailOf,
  factsOf,
  staffKeys,
  type AmhpKey,
  type StaffIds,
  type StaffKey,
} from './staff.ts'

interface RegisterParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly places: Places
  readonly passwordHash: string
  readonly draw: Draw
}

/** From when to when somebody's approval holds; both days are included. */
export interface Approved {
  readonly from: LondonDay
  readonly to: LondonDay
}

/** Approvals are for five years, with one or two 29 Februaries in them, so the first day follows from the last (SI 2008/1206 reg 4). */
export function approvalOf(key: AmhpKey, today: LondonDay): Approved {
  const to = addDays(today, factsOf(key).endsInDays)
  const shortest = addDays(to, -1825)
  const from = [addDays(to, -1826), shortest].find((first) => lastDayOfApproval(first) === to) ?? shortest
  return { from, to }
}

/** Adds everybody who works in the service: accounts, people, the register. Answers with their ids. */
export function addStaff(rows: DemoRows, happenings: Happenings, parts: RegisterParts): StaffIds {
  const { serviceId, period, passwordHash, draw } = parts
  const createdAt = startOfDay(period.firstDay)
  const ids = Object.fromEntries(staffKeys.map((key) => [key, draw.id<PersonId>()])) as Record<StaffKey, PersonId>
  for (const key of staffKeys) {
    const { name, phone, roles, beside } = colleagueOf(key)
    const accountId = draw.id<AccountId>()
    rows.accounts.push({
      id: accountId,
      email: emailOf(name),
      passwordHash,
      disabledAt: null,
      createdAt,
      passwordChangedAt: null,
      toldUntil: null,
    })
    rows.people.push({
      serviceId,
      id: ids[key],
      accountId,
      name,
      phone,
      roles: [...roles],
      supervisedBy: beside ? ids[beside] : null,
      leftAt: null,
      accessStoppedAt: null,
      version: 1,
    })
  }
  for (const key of amhpKeys) {
    const { approvedOn, approvalEndsOn, approvingCouncilId } = addAmhp(rows, key, ids[key], parts)
    const data = { approvedOn, approvalEndsOn, approvingCouncilId }
    happenings.tell(createdAt, ids.ruth, { type: 'amhp-added', personId: ids[key], data })
  }
  return ids
}

function addAmhp(
  rows: DemoRows,
  key: AmhpKey,
  personId: PersonId,
  { serviceId, period, places }: RegisterParts,
): Row<'amhps'> {
  const {
    profession,
    employer,
    contract,
    weekMinutes,
    team,
    base,
    gender,
    languages,
    skills,
    needsBuddy,
    alsoNeighbour,
  } = factsOf(key)
  const { councilIds, employerIds, placeIds } = places
  const approved = approvalOf(key, period.today)
  const row: Row<'amhps'> = {
    serviceId,
    personId,
    profession,
    approvingCouncilId: councilIds.westmarch,
    approvedOn: approved.from,
    approvalEndsOn: approved.to,
    earlierApprovedOn: null,
    earlierApprovalEndsOn: null,
    suspendedAt: null,
    suspendedWhy: '',
    employerId: employerIds[employer],
    contract,
    contractedMinutesPerWeek: minutes(weekMinutes),
    homeTeam: team,
    baseId: placeIds[base],
    needsBuddy: needsBuddy ?? false,
    gender,
    languages: [...languages],
    skills: [...(skills ?? [])],
    conditions: [],
    conditionWords: '',
    version: 1,
  }
  rows.amhps.push(row)
  rows.actingFor.push({ serviceId, personId, councilId: councilIds.westmarch })
  if (alsoNeighbour) rows.actingFor.push({ serviceId, personId, councilId: councilIds.norbeck })
  return row
}
