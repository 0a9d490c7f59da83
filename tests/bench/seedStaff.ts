import { createHash } from 'node:crypto'
import { toilPolicy } from '#shared/toil/policy.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, spanOn, type LondonDay } from '#shared/time/london.ts'
import type { Draw } from '#db/seed/random.ts'
import type { Row } from './bulkInsert.ts'

export interface SeedPlan {
  readonly draw: Draw
  /** The moment at which the hub's clock will start. */
  readonly now: Instant
  /** People at a desk, each with a session: the screens. */
  readonly consultants: number
  readonly amhps: number
  readonly historyDays: number
  readonly referralsADay: readonly [number, number]
  /** On how many days of seven each AMHP is on duty; three unless it is said. */
  readonly dutyDaysOfSeven?: number
}

export interface SeedShift {
  readonly id: string
  readonly personId: string
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export interface Staff {
  readonly serviceId: string
  readonly councilId: string
  readonly policyId: string
  readonly consultantIds: readonly string[]
  readonly amhpIds: readonly string[]
  readonly placeIds: readonly string[]
  /** Session tokens of the consultants, in the same order. */
  readonly tokens: readonly string[]
  readonly shifts: readonly SeedShift[]
  readonly tables: ReadonlyMap<string, readonly Row[]>
}

const STAGGERED = [
  ['Early', '08:00', '16:00'],
  ['Nine', '09:00', '17:00'],
  ['Ten', '10:00', '18:00'],
  ['Noon', '12:00', '20:00'],
  ['Late', '13:00', '21:00'],
] as const
const TOWNS = ['Westmarch', 'Holmbridge', 'Saltby', 'Norbeck']
const FIRST = ['Ewa', 'Tom', 'Priya', 'Grace', 'Amir', 'Lena', 'Owen', 'Ruth', 'Idris', 'Mary']
const LAST = ['Kowalska', 'Ellis', 'Nair', 'Adeyemi', 'Shah', 'Vogel', 'Price', 'Cole', 'Bell', 'Frost', 'Hale']
const DAYS_AHEAD = 7

/** A service with its people, register, rota and sessions; all of it invented. */
export function seedStaff(plan: SeedPlan, name: string): Staff {
  const { draw } = plan
  const ids = { serviceId: draw.id(), councilId: draw.id(), employerId: draw.id(), policyId: draw.id() }
  const consultantIds = Array.from({ length: plan.consultants }, () => draw.id())
  const amhpIds = Array.from({ length: plan.amhps }, () => draw.id())
  const everybody = [...consultantIds, ...amhpIds].map((personId) => ({ personId, accountId: draw.id() }))
  const templates = STAGGERED.map(([title, starts, ends]) => ({ id: draw.id(), title, starts, ends }))
  const places = TOWNS.map((town) => ({ id: draw.id(), town }))
  const shifts = rota(plan, amhpIds, templates)
  const tokens = consultantIds.map(tokenOf)
  const tables = new Map<string, readonly Row[]>([
    ...serviceRows(plan, ids, name),
    ['places', places.map(({ id, town }) => placeRow(ids.serviceId, id, town))],
    ['accounts', everybody.map(({ accountId }) => accountRow(accountId, plan.now))],
    [
      'people',
      everybody.map(({ personId, accountId }, index) => ({
        service_id: ids.serviceId,
        id: personId,
        account_id: accountId,
        name: `${draw.pick(FIRST)} ${draw.pick(LAST)}`,
        phone: `07700 900${String(index % 1000).padStart(3, '0')}`,
        roles: [index < consultantIds.length ? 'practice-consultant' : 'amhp'],
        version: 1,
      })),
    ],
    ['amhps', amhpIds.map((id) => amhpRow(plan, ids, id, draw.pick(places).id))],
    ['acting_for', amhpIds.map((id) => ({ service_id: ids.serviceId, person_id: id, council_id: ids.councilId }))],
    ['shift_templates', templates.map((one) => templateRow(ids.serviceId, one))],
    ['shifts', shifts.map((one) => shiftRow(ids.serviceId, one))],
    ['sessions', tokens.map((token, index) => sessionRow(plan, ids.serviceId, token, everybody[index]))],
  ])
  return { ...ids, consultantIds, amhpIds, placeIds: places.map(({ id }) => id), tokens, shifts, tables }
}

/** The token of the session that a consultant of the seed has. */
export const tokenOf = (personId: string): string =>
  createHash('sha256').update(`token of ${personId}`).digest('base64url')

type Ids = Readonly<Record<'serviceId' | 'councilId' | 'employerId' | 'policyId', string>>

const serviceRows = ({ now }: SeedPlan, ids: Ids, name: string): [string, Row[]][] => [
  [
    'services',
    [
      {
        id: ids.serviceId,
        name,
        council_name: 'Westmarch County Council',
        hub_phone: '01632 960 001',
        out_of_hours_name: 'Emergency Duty Team',
        out_of_hours_phone: '01632 960 002',
        triage_target_minutes: 30,
        created_at: now,
      },
    ],
  ],
  ['councils', [{ service_id: ids.serviceId, id: ids.councilId, name: 'Westmarch County Council', acted_for: true }]],
  ['employers', [{ service_id: ids.serviceId, id: ids.employerId, name: 'Westmarch County Council', kind: 'council' }]],
  [
    'toil_policies',
    [
      {
        service_id: ids.serviceId,
        id: ids.policyId,
        employer_id: ids.employerId,
        effective_from: '2024-01-01',
        policy: toilPolicy.parse({}),
      },
    ],
  ],
]

const placeRow = (serviceId: string, id: string, town: string): Row => ({
  service_id: serviceId,
  id,
  name: `${town} Hospital`,
  kind: 'place-of-safety',
  town,
  address: `1 Moot Street, ${town}`,
  phone: '01632 960 010',
  way_in: '',
})

const accountRow = (id: string, now: Instant): Row => ({
  id,
  email: `${id}@westmarch.example`,
  // Nobody signs in with it: no password has this hash.
  password_hash: 'none',
  created_at: now,
})

/** As they stand today: a history longer than this began under the approval before. */
const APPROVED_DAYS_AGO = 1000
const APPROVED_FOR_DAYS = 1700
/** An approval lasts five years at most (SI 2008/1206 reg 4). */
const LONGEST_APPROVAL_DAYS = 1826

/** The approval under which the history begins: of everybody, since nobody may be sent to an assessment without one. */
export function approvalOf({ now, historyDays }: SeedPlan): { readonly from: LondonDay; readonly to: LondonDay } {
  const ago = Math.max(APPROVED_DAYS_AGO, historyDays)
  const days = Math.min(LONGEST_APPROVAL_DAYS, ago - APPROVED_DAYS_AGO + APPROVED_FOR_DAYS)
  const from = addDays(londonDayOf(now), -ago)
  return { from, to: addDays(from, days) }
}

/** The approval that everybody has today, where the history began under the one before. */
export const renewedApproval = ({ now }: SeedPlan): { readonly from: LondonDay; readonly to: LondonDay } => {
  const from = addDays(londonDayOf(now), -APPROVED_DAYS_AGO)
  return { from, to: addDays(from, APPROVED_FOR_DAYS) }
}

const amhpRow = (plan: SeedPlan, ids: Ids, personId: string, baseId: string): Row => ({
  service_id: ids.serviceId,
  person_id: personId,
  profession: plan.draw.pick(['social-worker', 'nurse', 'occupational-therapist']),
  approving_council_id: ids.councilId,
  approved_on: approvalOf(plan).from,
  approval_ends_on: approvalOf(plan).to,
  employer_id: ids.employerId,
  contract: 'dedicated',
  contracted_minutes_per_week: 2220,
  home_team: 'AMHP team',
  base_id: baseId,
  needs_buddy: plan.draw.chance(0.1),
  gender: plan.draw.pick(['woman', 'man']),
  languages: plan.draw.chance(0.2) ? ['Polish'] : [],
  version: 1,
})

interface Template {
  readonly id: string
  readonly title: string
  readonly starts: string
  readonly ends: string
}

const templateRow = (serviceId: string, { id, title, starts, ends }: Template): Row => ({
  service_id: serviceId,
  id,
  name: title,
  starts_at: starts,
  ends_at: ends,
  role: 'duty',
  break_minutes: 30,
  retired: false,
  version: 1,
})

/** So many AMHPs in seven are on duty each day, spread over the staggered starts. */
function rota(
  { draw, now, historyDays, dutyDaysOfSeven = 3 }: SeedPlan,
  amhpIds: readonly string[],
  templates: readonly Template[],
) {
  const today = londonDayOf(now)
  return Array.from({ length: historyDays + 1 + DAYS_AHEAD }, (_, index) => index - historyDays).flatMap((offset) =>
    amhpIds.flatMap((personId, place): SeedShift[] => {
      const turn = place * 3 + offset + historyDays
      const template = templates[turn % templates.length]
      if (turn % 7 >= dutyDaysOfSeven || !template) return []
      const day = addDays(today, offset)
      const { start, end } = spanOn(day, clockTime(template.starts), clockTime(template.ends))
      return [{ id: draw.id(), personId, day, startsAt: start, endsAt: end }]
    }),
  )
}

const shiftRow = (serviceId: string, { id, personId, day, startsAt, endsAt }: SeedShift): Row => ({
  service_id: serviceId,
  id,
  person_id: personId,
  day,
  starts_at: startsAt,
  ends_at: endsAt,
  role: 'duty',
  version: 1,
})

const sessionRow = (
  { draw, now }: SeedPlan,
  serviceId: string,
  token: string,
  whose: { personId: string; accountId: string } | undefined,
): Row => ({
  id: draw.id(),
  token_hash: `\\x${createHash('sha256').update(token).digest('hex')}`,
  account_id: whose?.accountId,
  service_id: serviceId,
  person_id: whose?.personId,
  created_at: addMinutes(now, -1),
  last_used_at: now,
  expires_at: addHours(now, 12),
  opened_by: 'passkey',
})
