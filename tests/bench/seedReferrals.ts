import { addHours, addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, londonInstant, type LondonDay } from '#shared/time/london.ts'
import type { Row } from './bulkInsert.ts'
import type { SeedPlan, SeedShift, Staff } from './seedStaff.ts'

export interface OpenReferral {
  readonly id: string
  version: number
}

export interface Referrals {
  readonly tables: ReadonlyMap<string, readonly Row[]>
  /** Waiting for an AMHP: these are what the bench allocates. */
  readonly toAllocate: readonly OpenReferral[]
  readonly openCount: number
}

const OPEN = { 'to-triage': 4, 'to-allocate': 18, allocated: 8 } as const
const SURNAMES = ['Marsh', 'Dunn', 'Okoro', 'Vale', 'Reyes', 'Stone', 'Hunt', 'Fox', 'Silva', 'Ford', 'Quill', 'Tarn']
const GIVEN = ['Jo', 'Kim', 'Lee', 'Ann', 'Mo', 'Kay', 'Bea', 'Zed', 'Sam', 'Pat']
const REQUESTS = ['assessment', 's136', 's5-2', 's13-4', 's2-to-s3'] as const
const FINISH_AFTER = { median: 200, eightInTen: 320 }

/** Collects rows as the story of each referral is told. */
class Book {
  readonly #tables = new Map<string, Row[]>()
  readonly #serviceId: string
  constructor(serviceId: string) {
    this.#serviceId = serviceId
  }
  add(table: string, row: Row): void {
    const rows = this.#tables.get(table) ?? []
    rows.push({ service_id: this.#serviceId, ...row })
    this.#tables.set(table, rows)
  }
  rows = (table: string): readonly Row[] => this.#tables.get(table) ?? []
}

const ORDER = ['referrals', 'powers', 'triage_decisions', 'arrangements', 'allocations', 'waits', 'toil_claims']

/** Years of finished work and a board of thirty open referrals. */
export function seedReferrals(plan: SeedPlan, staff: Staff): Referrals {
  const book = new Book(staff.serviceId)
  const story = new Story(plan, staff, book)
  const today = londonDayOf(plan.now)
  for (let ago = plan.historyDays; ago > 0; ago -= 1) story.pastDay(addDays(today, -ago))
  const toAllocate = story.openOnes()
  const events = book.rows('happened').toSorted((a, b) => (String(a['at']) < String(b['at']) ? -1 : 1))
  const tables = new Map(ORDER.map((table) => [table, book.rows(table)]))
  tables.set('toil_entries', book.rows('toil_entries'))
  tables.set(
    'events',
    events.map((event, index) => ({ ...event, seq: index + 1 })),
  )
  const counter = { service_id: staff.serviceId, last_seq: events.length, last_referral_number: story.lastNumber }
  tables.set('service_counters', [counter])
  return { tables, toAllocate, openCount: Object.values(OPEN).reduce((sum, count) => sum + count, 0) }
}

function byDay(shifts: readonly SeedShift[]): ReadonlyMap<LondonDay, readonly SeedShift[]> {
  const found = new Map<LondonDay, SeedShift[]>()
  for (const shift of shifts) found.set(shift.day, [...(found.get(shift.day) ?? []), shift])
  return found
}

class Story {
  lastNumber = 1000
  readonly #plan: SeedPlan
  readonly #staff: Staff
  readonly #book: Book
  readonly #onDuty: ReadonlyMap<LondonDay, readonly SeedShift[]>

  constructor(plan: SeedPlan, staff: Staff, book: Book) {
    this.#plan = plan
    this.#staff = staff
    this.#book = book
    this.#onDuty = byDay(staff.shifts)
  }

  pastDay(day: LondonDay): void {
    const { draw } = this.#plan
    const onDuty = this.#onDuty.get(day) ?? []
    for (let count = draw.whole(...this.#plan.referralsADay); count > 0 && onDuty.length > 0; count -= 1) {
      const received = addMinutes(londonInstant(day, clockTime('08:00')), draw.whole(0, 600))
      this.#finished(received, draw.pick(onDuty))
    }
  }

  openOnes(): readonly OpenReferral[] {
    const { draw, now } = this.#plan
    const onDuty = this.#onDuty.get(londonDayOf(now)) ?? []
    const waiting: OpenReferral[] = []
    for (const [state, count] of Object.entries(OPEN)) {
      for (let index = 0; index < count; index += 1) {
        const received = addMinutes(now, -draw.whole(20, 300))
        const id = this.#received(received, { state, version: state === 'to-triage' ? 1 : 2 })
        if (state !== 'to-triage') this.#triaged(id, received)
        if (index % 3 === 0) this.#power(id, received)
        if (state === 'to-allocate') waiting.push({ id, version: 2 })
        const shift = onDuty[index % Math.max(1, onDuty.length)]
        if (state === 'allocated' && shift) this.#underway(id, received, shift)
      }
    }
    return waiting
  }

  #finished(received: Instant, shift: SeedShift): void {
    const { draw } = this.#plan
    const allocated = addMinutes(received, draw.whole(20, 60))
    const finished = addMinutes(allocated, Math.min(1200, draw.long(FINISH_AFTER)))
    const closed = { state: 'closed', version: 4, closed_at: finished, closed_as: 'DETAINED_S2' }
    const id = this.#received(received, closed)
    this.#triaged(id, received)
    const allocationId = this.#allocation(id, shift, allocated, {
      accepted_at: addMinutes(allocated, 5),
      set_off_at: addMinutes(allocated, 20),
      arrived_at: addMinutes(allocated, 60),
      outcome: 'DETAINED_S2',
      outcome_at: finished,
      finished_at: finished,
      home_safe_at: addMinutes(finished, 40),
      ended_at: finished,
      ended_how: 'finished',
    })
    this.#event('amhp-arrived', addMinutes(allocated, 60), id, shift.personId)
    this.#event('assessment-finished', finished, id, shift.personId)
    if (draw.chance(0.3)) this.#wait(id, allocationId, addMinutes(allocated, 90), finished)
    if (finished > shift.endsAt) this.#claim(id, allocationId, shift, finished)
  }

  #received(at: Instant, more: Row): string {
    const { draw } = this.#plan
    const id = draw.id()
    this.lastNumber += 1
    this.#book.add('referrals', {
      id,
      number: this.lastNumber,
      received_at: at,
      recorded_at: at,
      taken_by: draw.pick(this.#staff.consultantIds.slice(0, 20)),
      source: draw.pick(['POLICE_136', 'LIAISON_PSYCH', 'INPATIENT_WARD', 'GP', 'CMHT']),
      caller_name: 'Duty nurse',
      caller_phone: '01632 960 123',
      last_name: draw.pick(SURNAMES),
      first_name: draw.pick(GIVEN),
      born_on: `${draw.whole(1940, 2005)}-${String(draw.whole(1, 12)).padStart(2, '0')}-${draw.whole(10, 28)}`,
      age_is_estimate: false,
      age_said_on: londonDayOf(at),
      gender: '',
      nhs_number: '',
      request: draw.pick(REQUESTS),
      place: 'Holmbridge Hospital, ward 4',
      place_id: draw.pick(this.#staff.placeIds),
      happening: 'Has not slept for four days and has stopped eating. '.repeat(draw.whole(2, 8)),
      risk_to_staff: draw.pick(['none-known', 'yes', 'not-asked']),
      risk_detail: '',
      home_address: '',
      nearest_relative: '',
      interpreter: '',
      asks_for: '',
      way_in: '',
      council_id: this.#staff.councilId,
      urgency: 'U2',
      accepted_at: more['state'] === 'to-triage' ? null : addMinutes(at, 15),
      closed_at: null,
      closed_as: null,
      ...more,
    })
    this.#event('referral-received', at, id, null)
    return id
  }

  #triaged(referralId: string, received: Instant): void {
    const by = this.#plan.draw.pick(this.#staff.consultantIds.slice(0, 20))
    const at = addMinutes(received, 15)
    this.#book.add('triage_decisions', {
      referral_id: referralId,
      version_number: 1,
      outcome: 'ACCEPT_MHAA',
      urgency: 'U2',
      why_now: 'Risk is rising at home and a planned visit would come too late.',
      less_restrictive: 'Home treatment was tried and declined.',
      duty: 's13-1',
      risk: '',
      decided_by: by,
      decided_at: at,
      change_reason: '',
    })
    this.#event('referral-triaged', at, referralId, null)
  }

  #power(referralId: string, received: Instant): void {
    this.#book.add('powers', {
      id: this.#plan.draw.id(),
      referral_id: referralId,
      kind: 's136',
      started_at: addMinutes(received, -30),
      start_source: 'police form',
      rule_id: 's136-2017',
      recorded_at: received,
      recorded_by: this.#staff.consultantIds[0],
      ended_why: '',
      correction_reason: '',
    })
  }

  #underway(referralId: string, received: Instant, shift: SeedShift): void {
    const allocated = addMinutes(received, 18)
    this.#allocation(referralId, shift, allocated, { accepted_at: addMinutes(allocated, 2) })
    for (const kind of ['first-doctor', 'bed']) {
      const set = { state: 'asked', note: '', since: allocated, set_by: this.#staff.consultantIds[0], version: 1 }
      this.#book.add('arrangements', { referral_id: referralId, kind, ...set })
    }
  }

  #allocation(referralId: string, shift: SeedShift, at: Instant, more: Row): string {
    const id = this.#plan.draw.id()
    const none = ['accepted_at', 'set_off_at', 'arrived_at', 'outcome', 'outcome_at', 'finished_at', 'home_safe_at']
    this.#book.add('allocations', {
      id,
      referral_id: referralId,
      person_id: shift.personId,
      shift_id: shift.id,
      allocated_by: this.#staff.consultantIds[0],
      allocated_at: at,
      reason: '',
      opened_at: at,
      ...Object.fromEntries([...none, 'ended_at', 'ended_how'].map((column) => [column, null])),
      outcome_detail: '',
      outcome_reasons: '',
      ended_why: '',
      choice: { rank: 1 },
      version: 1,
      ...more,
    })
    this.#event('referral-allocated', at, referralId, shift.personId)
    return id
  }

  #wait(referralId: string, allocationId: string, from: Instant, to: Instant): void {
    const ended = to > from ? to : from
    const row = { id: this.#plan.draw.id(), allocation_id: allocationId, referral_id: referralId, kind: 'bed' }
    this.#book.add('waits', { ...row, started_at: from, ended_at: ended, note: '' })
  }

  #claim(referralId: string, allocationId: string, shift: SeedShift, finished: Instant): void {
    const id = this.#plan.draw.id()
    const late = minutesBetween(shift.endsAt, finished)
    const decided = addHours(finished, 20)
    const shared = { person_id: shift.personId, day: shift.day, policy_id: this.#staff.policyId }
    this.#book.add('toil_claims', {
      ...shared,
      id,
      allocation_id: allocationId,
      referral_id: referralId,
      shift_id: shift.id,
      shift_ended_at: shift.endsAt,
      finished_at: finished,
      raw_minutes: late,
      minutes: late,
      worked_out: [],
      causes: [],
      primary_cause: 'BED',
      note: '',
      state: 'approved',
      made_at: finished,
      submitted_at: finished,
      decided_by: this.#staff.consultantIds[1],
      decided_at: decided,
      decision_reason: '',
      version: 1,
    })
    if (late === 0) return
    const entry = { kind: 'ACCRUE', minutes: late, recorded_at: decided, recorded_by: this.#staff.consultantIds[1] }
    this.#book.add('toil_entries', { ...shared, ...entry, id: this.#plan.draw.id(), claim_id: id, note: '' })
  }

  #event(type: string, at: Instant, referralId: string, personId: string | null): void {
    const { draw } = this.#plan
    const actor = { actor_id: this.#staff.consultantIds[0], command_id: draw.id(), ordinal: 0 }
    this.#book.add('happened', { at, ...actor, type, referral_id: referralId, person_id: personId, data: {} })
  }
}
