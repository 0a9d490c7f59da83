import type { ServiceId, SharedDutyId } from '#shared/kernel/ids.ts'
import { usualSettings, type OperatingModel, type SwapPolicy } from '#shared/rota/operatingModels.ts'
import type { RestBasis } from '#shared/rota/workingTime.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { clockTime, startOfDay } from '#shared/time/london.ts'
import { need, needRow, type Need } from './needs.ts'
import type { Period } from './period.ts'
import type { Places } from './places.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'
import { amhpKeys, factsOf, type AmhpKey, type StaffIds } from './staff.ts'

export interface ModelParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly places: Places
  readonly ids: StaffIds
  readonly draw: Draw
}

/** What a service of a model sets, and what it was run as before. */
interface DemoModel {
  readonly name: string
  readonly before: OperatingModel
  readonly why: string
  readonly swapPolicy: SwapPolicy
  readonly restBasis: RestBasis
  readonly needs: readonly Need[]
  /** Minimums of one team, by its name. */
  readonly teamNeeds?: Readonly<Record<string, Need>>
  /** What a model changes of people, councils and duties, besides settings and minimums. */
  readonly apply: (rows: DemoRows, parts: ModelParts) => void
}

const weekdays: Need['days'] = ['1', '2', '3', '4', '5']
const weekend: Need['days'] = ['6', '7', 'bank-holiday']
const everyDay: Need['days'] = [...weekdays, ...weekend]
const desk = need('practice-consultant', weekdays, '09:00', '17:00', 1)
const nights = need('out-of-hours', everyDay, '00:00', '08:00', 1)
const evenings = need('duty', weekdays, '20:00', '00:00', 1)
const weekends = need('duty', weekend, '10:00', '20:00', 1)

/** Replaces each row of a table by what is made of it. */
const each = <Thing>(list: Thing[], change: (one: Thing) => Thing): void =>
  void list.splice(0, list.length, ...list.map(change))

const teamOf: Readonly<Record<'countyHall' | 'kelshamCentre' | 'ashmereOffice', string>> = {
  countyHall: 'Westmarch',
  kelshamCentre: 'Kelsham and Thornwick',
  ashmereOffice: 'Ashmere and Oakridge',
}

/** Names the team of each AMHP who is not of the nights, from where they are based. */
const inTeams =
  (named: (place: string) => string) =>
  (rows: DemoRows, { ids, places }: ModelParts): void => {
    const bases = new Map(
      Object.entries(teamOf).map(([key, team]) => [places.placeIds[key as keyof typeof teamOf], team]),
    )
    const nightly = new Set<string>([ids.kwame, ids.rosalind, ids.yusuf])
    each(rows.amhps, (one): Row<'amhps'> =>
      nightly.has(one.personId)
        ? one
        : { ...one, homeTeam: named((one.baseId && bases.get(one.baseId)) ?? 'Westmarch') },
    )
  }

function oneTeam(rows: DemoRows): void {
  each(rows.amhps, (one): Row<'amhps'> => ({
    ...one,
    homeTeam: 'AMHP team',
    contract: one.contract === 'sessional' ? one.contract : 'dedicated',
  }))
}

const daytime: readonly AmhpKey[] = amhpKeys.filter((key) => factsOf(key).contract !== 'sessional' && key !== 'kwame')

/** AMHPs of other teams who owe a day a week, and who triage what comes in on it: nobody is at a desk from tomorrow on. */
function dutyTriages(rows: DemoRows, { serviceId, period, ids, draw }: ModelParts): void {
  const onDuty = new Set<string>(daytime.map((key) => ids[key]))
  const teams = [
    'Westmarch adult team',
    'Kelsham adult team',
    'Ashmere adult team',
    'Hospital team',
    'Older adults’ team',
  ]
  each(rows.people, (one): Row<'people'> =>
    onDuty.has(one.id) ? { ...one, roles: ['amhp', 'practice-consultant'] } : one,
  )
  each(rows.amhps, (one): Row<'amhps'> =>
    onDuty.has(one.personId)
      ? { ...one, contract: 'combined', homeTeam: teams[[...onDuty].indexOf(one.personId) % teams.length] ?? '' }
      : one,
  )
  const later = rows.shifts.filter(({ role, day }) => role !== 'practice-consultant' || day <= period.today)
  rows.shifts.splice(0, rows.shifts.length, ...later)
  const dutyId = draw.id<SharedDutyId>()
  const times = { startsAt: clockTime('09:00'), endsAt: clockTime('17:00'), role: 'duty' } as const
  const duty = { name: 'Duty AMHP, one day a week', how: 'owed', days: weekdays, ...times } as const
  rows.sharedDuties.push({
    serviceId,
    id: dutyId,
    ...duty,
    days: [...duty.days],
    firstDay: period.staggeredFrom,
    lastDay: null,
    version: 1,
  })
  for (const [position, key] of daytime.filter((one) => one !== 'colin').entries()) {
    const owes = { position, excludedDays: [], owedAWeek: 1, everyWeeks: factsOf(key).weekMinutes < 2000 ? 2 : 1 }
    rows.sharedDutyPeople.push({ serviceId, dutyId, personId: ids[key], ...owes })
  }
}

/** Nights are the hub’s own: whoever works them is on its staff, and the team out of hours is the hub by another number. */
function allHours(rows: DemoRows, parts: ModelParts): void {
  const { ids } = parts
  inTeams((place) => (place === 'Westmarch' ? 'Hub' : `${place} spoke`))(rows, parts)
  const nightly = new Set<string>([ids.kwame, ids.rosalind, ids.yusuf])
  each(rows.amhps, (one): Row<'amhps'> =>
    nightly.has(one.personId) ? { ...one, homeTeam: 'Hub, nights', contract: 'dedicated' } : one,
  )
  const named = <Row extends { readonly name: string }>(one: Row): Row => ({
    ...one,
    name: one.name.replace('Emergency Duty Team', 'Hub'),
  })
  each(rows.shiftTemplates, named)
  each(rows.sharedDuties, named)
  each(rows.services, (one) => ({ ...one, outOfHoursName: 'The hub at night' }))
}

/** A neighbour whose duties the service carries too: every third referral is its, and two AMHPs may not yet act for it. */
function twoCouncils(rows: DemoRows, { serviceId, places, ids }: ModelParts): void {
  const norbeck = places.councilIds.norbeck
  const notYet = new Set<string>([ids.liam, ids.colin])
  const known = new Set(rows.actingFor.filter(({ councilId }) => councilId === norbeck).map(({ personId }) => personId))
  each(rows.councils, (one) => ({ ...one, actedFor: true }))
  each(rows.services, (one) => ({ ...one, councilName: 'Westmarch and Norbeck councils' }))
  for (const { personId } of rows.amhps) {
    if (!known.has(personId) && !notYet.has(personId)) rows.actingFor.push({ serviceId, personId, councilId: norbeck })
  }
  const theirs = new Set(
    rows.allocations.filter(({ personId }) => notYet.has(personId)).map(({ referralId }) => referralId),
  )
  each(rows.referrals, (one) => (one.number % 3 === 0 && !theirs.has(one.id) ? { ...one, councilId: norbeck } : one))
}

const shared = { swapPolicy: usualSettings.swapPolicy, restBasis: usualSettings.restBasis }

/** The demo service under each operating model: settings, minimums and people; no model has code of its own in the product. */
const demoModels: Readonly<Record<OperatingModel, DemoModel>> = {
  hub: {
    ...shared,
    name: 'Westmarch AMHP service',
    before: 'generic-rota',
    why: 'A county hub, with staggered shifts',
    needs: [need('duty', weekdays, '08:00', '20:00', 2), evenings, weekends, desk, nights],
    apply: () => undefined,
  },
  localities: {
    ...shared,
    name: 'Westmarch AMHP localities',
    before: 'generic-rota',
    why: 'Three locality teams that run their own work',
    swapPolicy: 'told',
    // One for each of the three teams; people are lent between them by a shift like any other.
    needs: [need('duty', weekdays, '09:00', '17:00', 3), evenings, weekends, desk, nights],
    teamNeeds: Object.fromEntries(
      Object.values(teamOf).map((place) => [`${place} locality`, need('duty', weekdays, '09:00', '17:00', 1)]),
    ),
    apply: inTeams((place) => `${place} locality`),
  },
  dedicated: {
    ...shared,
    name: 'Westmarch AMHP team',
    before: 'generic-rota',
    why: 'One dedicated team in place of the rota of other teams',
    swapPolicy: 'told',
    needs: [need('duty', weekdays, '08:00', '20:00', 2, true), evenings, weekends, desk, nights],
    apply: oneTeam,
  },
  'generic-rota': {
    ...shared,
    name: 'Westmarch AMHP duty rota',
    before: 'localities',
    why: 'One duty rota for the county: whoever is on duty triages',
    needs: [need('duty', weekdays, '09:00', '17:00', 2), weekends, nights],
    apply: dutyTriages,
  },
  'round-the-clock': {
    ...shared,
    name: 'Westmarch AMHP hub and spokes',
    before: 'hub',
    why: 'One rota for day and night',
    restBasis: 'fortnight',
    needs: [need('duty', weekdays, '08:00', '20:00', 2), evenings, weekends, desk, { ...nights, firm: true }],
    apply: allHours,
  },
  'several-councils': {
    ...shared,
    name: 'Westmarch and Norbeck AMHP service',
    before: 'hub',
    why: 'Norbeck joins: one service for two councils',
    needs: [
      { ...need('duty', weekdays, '08:00', '20:00', 1), council: 'westmarch' },
      { ...need('duty', weekdays, '08:00', '20:00', 1), council: 'norbeck' },
      need('duty', weekdays, '08:00', '20:00', 2),
      evenings,
      weekends,
      desk,
      nights,
    ],
    apply: twoCouncils,
  },
}

/** The invented service as it is called under a model. @example demoName('localities') // 'Westmarch AMHP localities' */
export const demoName = (model: OperatingModel): string => demoModels[model].name

/** Sets how the demo service is run: as before up to the day on which shifts were staggered, and by the model since. */
export function addModelSettings(
  rows: DemoRows,
  model: OperatingModel,
  { serviceId, period, places, ids, draw }: ModelParts,
): void {
  const { before, why, swapPolicy, restBasis, needs } = demoModels[model]
  const base = { serviceId, ...usualSettings, setBy: ids.ruth }
  // A demo so short that it begins with the day of the change has nothing before it.
  const changed = period.staggeredFrom > period.firstDay
  if (changed)
    rows.rotaSettings.push({
      ...base,
      model: before,
      effectiveFrom: period.firstDay,
      why: 'As it was when the hub began',
      setAt: startOfDay(period.firstDay),
    })
  rows.rotaSettings.push({
    ...base,
    model,
    swapPolicy,
    restBasis,
    effectiveFrom: period.staggeredFrom,
    why,
    setAt: addMinutes(startOfDay(period.staggeredFrom), -14 * 24 * 60),
  })
  for (const one of needs) {
    const councilId = one.council ? places.councilIds[one.council] : null
    rows.dutyNeeds.push({ ...needRow(one, serviceId, draw), councilId })
  }
}

/** The minimums of single teams, once the teams are there: they hold from the day on which the model began. */
export function addTeamNeeds(
  rows: DemoRows,
  model: OperatingModel,
  { serviceId, period, draw }: Pick<ModelParts, 'serviceId' | 'period' | 'draw'>,
): void {
  for (const [team, one] of Object.entries(demoModels[model].teamNeeds ?? {})) {
    const teamId = rows.homeTeams.find(({ name }) => name === team)?.id
    if (teamId) rows.dutyNeeds.push({ ...needRow(one, serviceId, draw), teamId, firstDay: period.staggeredFrom })
  }
}

/** Changes what a model makes different, once everything of the service has been made. */
export const applyModel = (rows: DemoRows, model: OperatingModel, parts: ModelParts): void =>
  demoModels[model].apply(rows, parts)
