import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AllocationId, AskId, LimitId, PersonId, PowerId, ReferralId, TaskId } from '#shared/kernel/ids.ts'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { powerKinds, ruleInForce } from '#shared/referrals/clockRules.ts'
import { addHours, addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import type { Hold } from '#shared/referrals/law/limits.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { changesTo, dueOf, type Due, type DueFacts } from './due.ts'
import { chainOf, tellingAt, type Reachable, type Telling } from './escalation.ts'
import { alarmHead, alarmLimit, lateWords } from './words.ts'

const NOW = instant('2026-11-12T16:43:00Z')
const day = (text: string) => startOfDay(londonDay(text))
const facts = (over: Partial<DueFacts> = {}): DueFacts => ({
  id: 'r1' as ReferralId,
  state: 'to-allocate',
  request: 'assessment',
  source: 'GP',
  receivedAt: NOW,
  closedAs: null,
  decisions: [],
  assessBy: null,
  reviewAt: null,
  heldUntil: null,
  targetMinutes: 30,
  pausedMinutes: 0,
  asks: [],
  tasks: [],
  offer: null,
  arrived: false,
  powers: [],
  limits: [],
  recordedKinds: [],
  ...over,
})
const s136 = (startedAt: Instant | null) => ({ id: 'p1' as PowerId, kind: 's136', startedAt, recordedAt: NOW }) as const
const brief = (list: readonly Due[]) =>
  list.map(({ kind, point, minutesBefore, dueAt }) => [kind, point, minutesBefore, dueAt])

describe('what is due', () => {
  it('on a power is each warning of its rule, and the limit', () => {
    const start = addHours(NOW, -3)
    const limit = addHours(start, 24)
    expect(brief(dueOf(facts({ powers: [s136(start)] }), NOW))).toEqual([
      ['s136', 'warning', 240, addHours(limit, -4)],
      ['s136', 'warning', 120, addHours(limit, -2)],
      ['s136', 'warning', 60, addHours(limit, -1)],
      ['s136', 'limit', 0, limit],
    ])
  })

  it.each(powerKinds)('on %s has as many warnings as its rule', (kind) => {
    const due = dueOf(facts({ powers: [{ ...s136(NOW), kind }] }), NOW)
    expect(due).toHaveLength(ruleInForce(kind, NOW).warnAt.length + 1)
  })

  it('where nobody recorded the start is to ask for it; it is not silent', () => {
    expect(brief(dueOf(facts({ powers: [s136(null)] }), NOW)).slice(0, 2)).toEqual([
      ['s136', 'start-not-recorded', 15, addMinutes(NOW, 15)],
      ['s136', 'start-not-recorded', 60, addMinutes(NOW, 60)],
    ])
  })

  it('is an answer that does not come and a task that is left, also when the referral is closed', () => {
    const late = { dueAt: addHours(NOW, 2) }
    const over = {
      asks: [{ id: 'a1' as AskId, ...late }],
      tasks: [{ id: 't1' as TaskId, kind: 's13-1b-follow-on', ...late }],
    } as const
    const kinds = (state: DueFacts['state']) => dueOf(facts({ ...over, state }), NOW).map(({ kind }) => kind)
    expect(kinds('to-allocate')).toEqual(['asked', 's13-1b-follow-on'])
    expect(kinds('closed')).toEqual(['s13-1b-follow-on'])
  })

  it('counts nothing of a referral that was merged: its clocks count where it went, and here again when it is parted', () => {
    const kinds = (over: Partial<DueFacts>) => dueOf(facts({ state: 'closed', ...over }), NOW).map(({ kind }) => kind)
    const power = s136(NOW)
    const clocks = { powers: [power], source: 'NEAREST_RELATIVE_13_4' } as const
    expect(kinds({ ...clocks, closedAs: 'SIGNPOSTED' })).toContain(power.kind)
    expect(kinds({ ...clocks, closedAs: 'DUPLICATE_LINKED' })).toEqual([])
  })

  it('tells written reasons once: as the limit where that counts, else as the task', () => {
    const tasks = [{ id: 't1' as TaskId, kind: 's13-4-reasons', dueAt: addHours(NOW, 2) }] as const
    const kinds = (over: Partial<DueFacts>) =>
      dueOf(facts({ tasks, state: 'closed', ...over }), NOW).flatMap(({ kind, point }) =>
        point === 'target' ? kind : [],
      )
    expect(kinds({ source: 'NEAREST_RELATIVE_13_4' })).toEqual(['s13-4'])
    expect(kinds({ source: 'NEAREST_RELATIVE_13_4', recordedKinds: ['s13-4'] })).toEqual(['s13-4-reasons'])
  })

  it('the service’s own target to triage waits while a referral is put by; a limit of the law does not', () => {
    const until = addHours(NOW, 3)
    const held = facts({ state: 'to-triage', heldUntil: until, powers: [s136(NOW)] })
    expect(dueOf(held, NOW).flatMap(({ kind, point }) => (point === 'target' ? kind : []))).toEqual(['hold-over'])
    expect(dueOf(held, NOW).some(({ kind, point }) => kind === 's136' && point === 'limit')).toBe(true)
    expect(brief(dueOf(facts({ state: 'to-triage', pausedMinutes: 45 }), NOW))).toEqual([
      ['triage', 'target', 0, addMinutes(NOW, 75)],
    ])
  })

  it('a hold that is over, and that nobody has ended, silences nothing; a time to look again never waits', () => {
    const kinds = (over: Partial<DueFacts>) =>
      dueOf(facts({ state: 'to-triage', ...over }), NOW).map(({ kind }) => kind)
    expect(kinds({ heldUntil: addMinutes(NOW, -5) })).toEqual(['triage', 'hold-over'])
    expect(kinds({ heldUntil: addHours(NOW, 1), reviewAt: addMinutes(NOW, 30) })).toEqual(['review', 'hold-over'])
  })

  it('nobody is told of what follows a section 2 that is over', () => {
    const task = { id: 't1' as TaskId, kind: 's13-1b-follow-on', dueAt: addHours(NOW, -14 * 24) } as const
    expect(dueOf(facts({ state: 'closed', tasks: [task] }), NOW)).toEqual([])
  })

  it('goes on while a court holds section 2 open', () => {
    const task = { id: 't1' as TaskId, kind: 's13-1b-follow-on', dueAt: addHours(NOW, -14 * 24) } as const
    const s2 = { id: 'l1' as LimitId, kind: 's2', startedAt: day('2026-10-16'), recordedAt: NOW } as const
    const hold = { madeAt: day('2026-11-10'), disposedAt: null, orderMade: false }
    const kinds = (limit: typeof s2 & { hold?: Hold }) =>
      brief(dueOf(facts({ state: 'closed', tasks: [task], limits: [limit] }), addHours(NOW, 24))).map(([kind]) => kind)
    expect(kinds(s2)).toEqual(['s2'])
    expect(kinds({ ...s2, hold })).toEqual(['s2', 's13-1b-follow-on'])
    expect(kinds({ ...s2, hold: { ...hold, disposedAt: NOW, orderMade: true } })).toEqual(['s2', 's13-1b-follow-on'])
    expect(kinds({ ...s2, hold: { ...hold, disposedAt: day('2026-11-11') } })).toEqual(['s2'])
  })

  it('on a limit that a partner answers for is to look at it once, in time', () => {
    const limits = [{ id: 'l1' as LimitId, kind: 's2', startedAt: day('2026-11-01'), recordedAt: NOW }] as const
    expect(brief(dueOf(facts({ limits }), NOW))).toEqual([['s2', 'look-again', 0, day('2026-11-15')]])
  })

  it('on a warrant is also the prudent look, and on a local target the target', () => {
    const limits = [
      { id: 'l1' as LimitId, kind: 's135-warrant', startedAt: day('2026-11-02'), recordedAt: NOW },
      { id: 'l2' as LimitId, kind: 's14', startedAt: day('2026-11-02'), recordedAt: NOW },
    ] as const
    expect(brief(dueOf(facts({ limits }), NOW))).toEqual([
      ['s135-warrant', 'look-again', 0, day('2026-11-29')],
      ['s135-warrant', 'warning', 14 * 1440, day('2027-01-19')],
      ['s135-warrant', 'warning', 3 * 1440, day('2027-01-30')],
      ['s135-warrant', 'limit', 0, day('2027-02-02')],
      ['s14', 'warning', 1440, day('2026-11-05')],
      ['s14', 'target', 0, day('2026-11-06')],
    ])
  })

  it('to a relative are the reasons, recorded or not, also when it was closed as advice', () => {
    const asked = facts({ source: 'NEAREST_RELATIVE_13_4', state: 'closed', closedAs: 'INFO_ADVICE_ONLY' })
    expect(dueOf(asked, NOW).map(({ kind, point }) => [kind, point])).toEqual([
      ['s13-4', 'warning'],
      ['s13-4', 'target'],
    ])
    expect(dueOf({ ...asked, recordedKinds: ['s13-4'] }, NOW)).toEqual([])
  })

  it('by the service’s own measure is triage, then a look again, then the time to assess by; nothing once somebody is there', () => {
    const of = (over: Partial<DueFacts>) => brief(dueOf(facts(over), NOW))
    expect(of({ state: 'to-triage' })).toEqual([['triage', 'target', 0, addMinutes(NOW, 30)]])
    expect(of({ state: 'to-triage', reviewAt: addHours(NOW, 2) })).toEqual([['review', 'target', 0, addHours(NOW, 2)]])
    const assessBy = addHours(NOW, 3)
    expect(of({ assessBy })).toEqual([
      ['assess-by', 'warning', 60, addHours(NOW, 2)],
      ['assess-by', 'target', 0, assessBy],
    ])
    expect(of({ assessBy, arrived: true })).toEqual([])
    expect(of({ assessBy, state: 'closed' })).toEqual([])
  })
})

it('of an offer that nobody answers is one telling, later the less urgent it is or as the service says, and none of its own once it was answered', () => {
  const offer = { id: 'a1' as AllocationId, offeredAt: NOW, urgency: 'U1', minutes: null } as const
  const of = (over: Partial<NonNullable<DueFacts['offer']>>) =>
    brief(dueOf(facts({ state: 'allocated', offer: { ...offer, ...over } }), NOW))
  expect(of({})).toEqual([['accept', 'target', 0, addMinutes(NOW, 10)]])
  expect(of({ urgency: 'U4' })).toEqual([['accept', 'target', 0, addMinutes(NOW, 480)]])
  expect(of({ minutes: 5 })).toEqual([['accept', 'target', 0, addMinutes(NOW, 5)]])
  expect(brief(dueOf(facts({ state: 'allocated' }), NOW))).toEqual([])
  expect(alarmHead({ number: 2424, kind: 'accept', point: 'target', minutesBefore: minutes(0), limitAt: NOW })).toBe(
    'R-2424: is offered and not accepted: ring them, or take it back',
  )
})

describe('keeping in step', () => {
  const due = dueOf(facts({ powers: [s136(addHours(NOW, -21))] }), NOW)
  const live = due.map((one, at) => ({ ...one, id: String(at) }))

  it('adds what is missing; a warning that had gone by is kept as overtaken and raises nothing', () => {
    const { add, supersede } = changesTo([], due, NOW)
    expect(supersede).toEqual([])
    expect(add.map(({ minutesBefore, overtaken }) => [minutesBefore, overtaken])).toEqual([
      [240, false],
      [120, false],
      [60, false],
      [0, false],
    ])
    const later = addHours(NOW, 1.5)
    expect(changesTo([], due, later).add.map(({ overtaken }) => overtaken)).toEqual([true, false, false, false])
  })

  it('changes nothing when all is in step, moves what was corrected, and takes away what has ended', () => {
    expect(changesTo(live, due, NOW)).toEqual({ supersede: [], add: [] })
    const moved = changesTo(live, dueOf(facts({ powers: [s136(addHours(NOW, -22))] }), NOW), NOW)
    expect([moved.supersede.length, moved.add.length]).toEqual([4, 4])
    expect(changesTo(live, [], NOW)).toEqual({ supersede: ['0', '1', '2', '3'], add: [] })
  })

  it('ends in what is due, whatever was kept before', () => {
    const some = fc.subarray(live)
    fc.assert(
      fc.property(some, fc.subarray([...due]), (kept, wanted) => {
        const { supersede, add } = changesTo(kept, wanted, NOW)
        const after = [...kept.filter(({ id }) => !supersede.includes(id)), ...add].map(
          ({ minutesBefore }) => minutesBefore,
        )
        expect(after.toSorted((a, b) => a - b)).toEqual(
          wanted.map(({ minutesBefore }) => minutesBefore).toSorted((a, b) => a - b),
        )
      }),
    )
  })
})

describe('who is told', () => {
  const person = (
    name: string,
    held: readonly Role[],
    shiftRole: Reachable['shiftRole'] = null,
    started = 8,
  ): Reachable => ({
    personId: name as PersonId,
    name,
    roles: held,
    shiftRole,
    shiftStartedAt: shiftRole === null ? null : addHours(NOW, -started),
  })
  const people = [
    person('Miriam', ['amhp-lead']),
    person('Off', ['practice-consultant']),
    person('Amir', ['practice-consultant'], 'practice-consultant', 2),
    person('Noor', ['edt'], 'out-of-hours'),
    person('Ewa', ['amhp'], 'duty'),
    person('Jo', ['practice-consultant'], 'practice-consultant', 8),
    person('Ruth', ['manager']),
  ]
  const chain = chainOf(people)

  it('is the desk that is on, the night team, those who lead, then the desk that is off; nobody who cannot answer', () => {
    expect(chain.map(({ name }) => name)).toEqual(['Jo', 'Amir', 'Noor', 'Miriam', 'Ruth', 'Off'])
    for (const role of roles) {
      const answers = ['practice-consultant', 'amhp-lead', 'manager', 'edt'].includes(role)
      expect(chainOf([person('One', [role])])).toHaveLength(answers ? 1 : 0)
    }
  })

  it('goes on to the next; a warning rests after the last, a passed limit never does', () => {
    const turns = (point: Due['point']) =>
      Array.from({ length: 8 }).reduce<readonly Telling[]>(
        (all, _, step) => [...all, tellingAt(point, step, all.at(-1)?.told ?? [], chain, NOW)],
        [],
      )
    const names = (point: Due['point']) => turns(point).map(({ to, nextAt }) => [to?.name, nextAt !== null])
    expect(names('limit').at(6)).toEqual(['Jo', true])
    expect(names('limit').every(([, more]) => more)).toBe(true)
    expect(names('warning').at(5)).toEqual(['Off', false])
    expect(turns('limit')[0]?.nextAt).toBe(addMinutes(NOW, 5))
    expect(turns('limit')[5]?.nextAt).toBe(addMinutes(NOW, 15))
  })

  it('is tried again when nobody is there', () => {
    expect(tellingAt('warning', 3, [], [], NOW)).toEqual({ step: 3, to: null, told: [], nextAt: addMinutes(NOW, 10) })
  })
})

describe('what an alarm says', () => {
  const said = { number: 2424, kind: 's136', point: 'warning', minutesBefore: 120, limitAt: addHours(NOW, 2) } as const
  it('is a reference, the clock and the time, and no name', () => {
    const warning = { ...said, minutesBefore: 120 as Due['minutesBefore'] }
    expect(alarmHead(warning)).toBe('R-2424: Section 136 is in its last 2h')
    expect(alarmLimit(warning)).toBe('The limit is Thu 12 November 18:43.')
    expect(alarmHead({ ...warning, point: 'limit' })).toBe('R-2424: Section 136 has passed its legal limit')
    expect(alarmHead({ ...warning, kind: 'triage', point: 'target' })).toContain('waited for triage longer')
    expect(alarmLimit({ ...warning, kind: 's6-1-a', limitAt: day('2026-11-26') })).toBe(
      'The limit is Wednesday 25 November 2026, to midnight.',
    )
  })

  it('says when it came late', () => {
    expect([lateWords(59), lateWords(7500)]).toEqual(['', 'Late by 2h 5m: the hub was not running.'])
  })
})
