import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readNhsNumber } from '#shared/referrals/nhsNumber.ts'
import { touchedBy } from '#shared/catalogue.ts'
import { restConflicts } from '#shared/rota/rest.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { makeDemo } from './demo.ts'
import type { DemoRows } from './rows.ts'

/** A Thursday as in the pictures, a night, an early morning, and both Sundays on which the clocks change. */
const NOWS = [
  '2026-11-12T16:47:00Z',
  '2026-11-12T02:00:00Z',
  '2026-11-12T08:05:00Z',
  '2026-03-29T11:20:00Z',
  '2026-10-25T01:30:00Z',
].map(instant)

const [THURSDAY = instant(0)] = NOWS
const make = (now: Instant, seed = 20261112): DemoRows => makeDemo({ now, seed, weeks: 26, passwordHash: 'not a hash' })
const made = new Map(NOWS.map((now) => [now, make(now)]))
const asOf = (now: Instant): DemoRows => made.get(now) ?? make(now)
const print = (rows: DemoRows): string => createHash('sha256').update(JSON.stringify(rows)).digest('hex')

describe('the same seed and moment', () => {
  it('give the same rows, and another seed others', () => {
    expect(print(make(THURSDAY))).toBe(print(asOf(THURSDAY)))
    expect(print(make(THURSDAY, 7))).not.toBe(print(asOf(THURSDAY)))
  })
})

describe.each(NOWS)('the demo as of %s', (now) => {
  const rows = asOf(now)
  const shifts = new Map(rows.shifts.map((shift) => [shift.id, shift]))

  it('is as long and as busy as such a service', () => {
    const accepted = rows.referrals.filter(({ acceptedAt }) => acceptedAt !== null).length
    expect(rows.referrals.length).toBeGreaterThan(1150)
    expect(accepted / rows.referrals.length).toBeGreaterThan(0.66)
    expect(accepted / rows.referrals.length).toBeLessThan(0.75)
  })

  it('has most jobs finish late before staggered shifts, and far fewer since', () => {
    const from = rows.services[0]?.staggeredFrom ?? ''
    const share = (side: 'before' | 'since') => {
      const jobs = rows.allocations.flatMap(({ finishedAt, shiftId }) => {
        const shift = shiftId && shifts.get(shiftId)
        return finishedAt && shift && (side === 'before') === shift.day < from ? [finishedAt > shift.endsAt] : []
      })
      return jobs.filter(Boolean).length / jobs.length
    }
    expect(share('before')).toBeGreaterThan(0.65)
    expect(share('before')).toBeLessThan(0.75)
    expect(share('since')).toBeGreaterThan(0.33)
    expect(share('since')).toBeLessThan(0.42)
  })

  it('looks for everybody who is out, each once and in time', () => {
    const out = rows.allocations.flatMap((one) => (one.setOffAt && !one.endedAt ? [one.personId] : []))
    expect(out.length).toBeGreaterThan(0)
    expect(rows.watches.map(({ personId }) => personId).toSorted()).toEqual([...new Set(out)].toSorted())
    expect(rows.watches.filter(({ backBy, seenAt }) => backBy <= now || seenAt > now)).toEqual([])
  })

  it('has nobody in two places at once, and nobody on shift on a day away', () => {
    const own = rows.shifts.toSorted((a, b) => (`${a.personId} ${a.startsAt}` < `${b.personId} ${b.startsAt}` ? -1 : 1))
    const overlapping = own.filter((shift, index) => {
      const next = own[index + 1]
      return next?.personId === shift.personId && next.startsAt < shift.endsAt
    })
    expect(overlapping).toEqual([])
    const worked = new Set(rows.shifts.map(({ personId, day }) => `${personId} ${day}`))
    expect(rows.daysAway.filter(({ personId, day }) => worked.has(`${personId} ${day}`))).toEqual([])
  })

  it('plans eleven hours’ rest but for one shift of next week’s draft, and late finishes cut into it now and then', () => {
    expect(restConflicts(rows.shifts).length).toBeLessThanOrEqual(3)
    const finishes = new Map(
      rows.allocations.flatMap(({ shiftId, finishedAt }) =>
        shiftId && finishedAt ? [[shiftId, finishedAt] as const] : [],
      ),
    )
    const worked = rows.shifts.map((shift) => {
      const finishedAt = finishes.get(shift.id) ?? shift.endsAt
      return { ...shift, endsAt: finishedAt > shift.endsAt ? finishedAt : shift.endsAt }
    })
    expect(restConflicts(worked).length).toBeGreaterThan(2)
  })

  it('numbers what happened without gaps, in order of time, none of it still to come', () => {
    expect(rows.events.map(({ seq }) => seq)).toEqual(rows.events.map((_, index) => index + 1))
    expect(new Set(rows.events.map(({ type }) => type).filter((type) => touchedBy(type).length === 0)).size).toBe(0)
    const times = rows.events.map(({ at }) => at)
    expect(times).toEqual(times.toSorted())
    expect(times.at(-1)?.localeCompare(now)).not.toBe(1)
    const steps = rows.allocations.flatMap((one) => [one.allocatedAt, one.finishedAt, one.homeSafeAt, one.endedAt])
    const others = [
      ...rows.waits.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
      ...rows.toilClaims.flatMap(({ submittedAt, decidedAt }) => [submittedAt, decidedAt]),
    ]
    expect([...steps, ...others].filter((at) => at !== null && at > now)).toEqual([])
  })

  it('follows the doctors, forms and nearest relatives of three of today’s referrals, none of it still to come', () => {
    const names = new Map(rows.referrals.map(({ id, lastName }) => [id, lastName]))
    const followed = rows.statutoryRelatives.map(({ referralId }) => names.get(referralId) ?? '')
    expect(followed.toSorted()).toEqual(['Doyle', 'Lindqvist', 'Novak'])
    for (const list of [rows.examinations, rows.papers])
      expect(new Set(list.map(({ referralId }) => names.get(referralId)))).toEqual(new Set(followed))
    const examined = rows.examinations.filter(({ examinedAt }) => examinedAt !== null)
    expect(examined).toHaveLength(5)
    for (const { askedAt, examinedAt, setAt } of examined) {
      const inOrder = [askedAt ?? '', examinedAt ?? '', setAt, now]
      expect(inOrder).toEqual(inOrder.toSorted())
    }
    const known = [
      ...rows.papers.flatMap(({ receivedAt, setAt }) => [receivedAt, setAt]),
      ...rows.statutoryRelatives.flatMap(({ informedAt, consultedAt, setAt }) => [informedAt, consultedAt, setAt]),
    ]
    expect(known.filter((at) => at !== null && at > now)).toEqual([])
  })

  it('gives each referral the next number, as they came in', () => {
    const byNumber = rows.referrals.toSorted((a, b) => a.number - b.number)
    expect(byNumber.map(({ receivedAt }) => receivedAt)).toEqual(
      rows.referrals.map(({ receivedAt }) => receivedAt).toSorted(),
    )
    expect(byNumber.at(-1)?.number).toBe(2431)
    expect(rows.serviceCounters[0]).toMatchObject({ lastSeq: rows.events.length, lastReferralNumber: 2432 })
  })
})

describe.each(NOWS)('the TOIL of the demo as of %s', (now) => {
  const rows = asOf(now)
  const nameOf = new Map<string, string>(rows.people.map(({ id, name }) => [id, name]))

  it('accrues exactly what was approved, by somebody else', () => {
    const approved = rows.toilClaims.filter(({ state }) => state === 'approved')
    const accrued = rows.toilEntries.filter(({ kind }) => kind === 'ACCRUE')
    expect(accrued.map(({ claimId, minutes }) => `${claimId} ${minutes}`).toSorted()).toEqual(
      approved.map(({ id, minutes }) => `${id} ${minutes}`).toSorted(),
    )
    expect(rows.toilClaims.filter(({ personId, decidedBy }) => personId === decidedBy)).toEqual([])
    for (const { causes, rawMinutes, workedOut, minutes } of rows.toilClaims) {
      expect(causes.reduce((sum, part) => sum + part.minutes, 0)).toBe(rawMinutes)
      expect(workedOut.reduce((sum, line) => sum + line.minutes, 0)).toBe(minutes)
    }
  })

  it('leaves fourteen claims to decide, three of them to look at', () => {
    const waiting = rows.toilClaims
      .filter(({ state }) => state === 'submitted')
      .map(({ personId }) => nameOf.get(personId))
    expect(waiting).toHaveLength(14)
    expect(waiting.filter((name) => name === 'Priya Nair' || name === 'Tom Ellis')).toHaveLength(3)
  })

  it('comes to what each is owed, and never went below nothing', () => {
    const balances = new Map<string, number>()
    for (const { personId, minutes } of rows.toilEntries) {
      const balance = (balances.get(personId) ?? 0) + minutes
      balances.set(personId, balance)
      expect(balance).toBeGreaterThanOrEqual(0)
    }
    const owed = Object.fromEntries([...balances].map(([personId, balance]) => [nameOf.get(personId) ?? '', balance]))
    expect(owed).toMatchObject({
      'Priya Nair': 2470,
      'Grace Mbeki': 1620,
      'Tom Ellis': 1320,
      'Ewa Kowalska': 190,
      'Ines Duarte': 660,
    })
  })
})

it('holds no number, address or date that could be anybody’s', () => {
  const rows = asOf(THURSDAY)
  const text = JSON.stringify([
    rows.people,
    rows.places,
    rows.referrals,
    rows.services,
    rows.accounts,
    rows.referralDrafts,
    rows.arrangements,
  ])
  const phones = text.match(/\b0\d{4} ?\d{3} ?\d{3}\b/g) ?? []
  expect(phones.length).toBeGreaterThan(1000)
  expect(phones.filter((phone) => !/^(01632 960 \d{3}|07700 900 \d{3})$/.test(phone))).toEqual([])
  expect(
    (text.match(/\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b/g) ?? []).filter((postcode) => !postcode.startsWith('WM')),
  ).toEqual([])
  const numbers = rows.referrals.map(({ nhsNumber }) => nhsNumber).filter((number) => number !== '')
  expect(numbers.filter((number) => !number.startsWith('999') || !readNhsNumber(number).ok)).toEqual([])
  expect(rows.accounts.filter(({ email }) => !email.endsWith('@westmarch.example'))).toEqual([])
})
