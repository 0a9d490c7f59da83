import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { demoSignIns, loadDemo } from './loadDemo.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
  }
}

const hashPassword = (plain: string) => Promise.resolve(`hash of ${plain}`)
const THURSDAY = instant('2026-11-12T16:47:00Z')
const NOWS: readonly Instant[] = [
  THURSDAY,
  ...['2026-11-12T02:00:00Z', '2026-11-12T08:05:00Z', '2026-03-29T11:20:00Z', '2026-10-25T01:30:00Z'].map(instant),
]

const cluster = inject('clusterUrl')
const admin = postgres(cluster, { max: 1, onnotice: () => undefined })
const made: string[] = []
afterAll(async () => {
  for (const name of made) await admin`drop database if exists ${admin(name)} with (force)`
  await admin.end()
})

async function freshDatabase(): Promise<string> {
  const name = `demo_${randomUUID().replaceAll('-', '')}`
  await admin`create database ${admin(name)} template duty_hub_template strategy file_copy`
  made.push(name)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return url.href
}

const looking = (url: string) =>
  postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: 'hub, public', TimeZone: 'UTC' } })

interface Open {
  name: string
  state: string
  amhp: string | null
  arrived: boolean
  outcome: string | null
  waits: string[]
}

describe.each(NOWS)('loaded at %s', (now) => {
  let sql: postgres.Sql
  afterAll(() => sql?.end())

  it('writes all of it quickly, past every rule of the database', async () => {
    const url = await freshDatabase()
    // All the weeks once; at other hours fewer show the same.
    const weeks = now === NOWS[0] ? {} : { weeks: 8 }
    const { loaded, counts } = await loadDemo({ url, now, hashPassword, ...weeks })
    sql = looking(url)
    expect(loaded).toBe(true)
    const [found] =
      await sql`select (select count(*)::int from referrals) as referrals, (select count(*)::int from events) as events`
    expect(found).toEqual({ referrals: counts['referrals'], events: counts['events'] })
    expect(await loadDemo({ url, now, hashPassword })).toMatchObject({ loaded: false, counts: {} })
  })

  it('has a live board: what nears its limit, what to triage, what to allocate, who is out', async () => {
    const open = await sql<Open[]>`
      select r.last_name as name, r.state, p.name as amhp, a.arrived_at is not null as arrived, a.outcome,
        array(select kind from waits w where w.allocation_id = a.id and w.ended_at is null) as waits
      from referrals r
      left join allocations a on a.referral_id = r.id and a.ended_at is null
      left join people p on p.id = a.person_id
      where r.state <> 'closed' order by r.number`
    const named = (state: string) => open.filter((one) => one.state === state).map(({ name }) => name)
    expect(named('to-triage')).toEqual(['Bassi', 'Whitlock', 'Adeyemi'])
    expect(named('to-allocate')).toEqual(['Lindqvist', 'Moreau', 'Osei', 'Prentice'])
    expect(named('allocated')).toEqual(['Barrow', 'Doyle', 'Rahman', 'Sinclair', 'Novak', 'Gill'])
    expect(open.find(({ name }) => name === 'Doyle')).toMatchObject({
      amhp: 'Priya Nair',
      arrived: true,
      outcome: null,
      waits: ['bed'],
    })
    expect(open.find(({ name }) => name === 'Novak')).toMatchObject({
      amhp: 'Marcus Reid',
      outcome: 'DETAINED_S2',
      waits: ['ambulance'],
    })
    expect(open.find(({ name }) => name === 'Gill')).toMatchObject({ amhp: 'Sadia Begum', arrived: false })
  })

  it('has one clock over its limit and one near it', async () => {
    const rows = await sql<{ name: string; startedAt: Date }[]>`
      select r.last_name as name, w.started_at as "startedAt" from powers w join referrals r on r.id = w.referral_id
      where w.kind = 's136' and w.ended_at is null and w.superseded_at is null order by w.started_at`
    const left = rows.map(({ name, startedAt }) => [
      name,
      (startedAt.getTime() - Date.parse(addMinutes(now, -24 * 60))) / 60_000,
    ])
    expect(left).toEqual([
      ['Doyle', -22],
      ['Lindqvist', 105],
      ['Rahman', 860],
      ['Adeyemi', 1398],
    ])
  })

  it('has enough AMHPs on shift now, three of them free', async () => {
    const on = await sql<{ name: string; free: boolean }[]>`
      select p.name, not exists (select from allocations a where a.person_id = p.id and a.ended_at is null) as free
      from shifts s join people p on p.id = s.person_id
      where s.role <> 'practice-consultant' and s.starts_at <= ${now} and s.ends_at > ${now}`
    expect(on.length).toBeGreaterThanOrEqual(6)
    expect(on.filter(({ free }) => free).length).toBeGreaterThanOrEqual(3)
    const desk =
      await sql`select from shifts where role = 'practice-consultant' and starts_at <= ${now} and ends_at > ${now}`
    expect(desk.length).toBeGreaterThanOrEqual(2)
  })
})

describe('on the Thursday of the pictures', () => {
  it('has their people on their shifts', async () => {
    const url = await freshDatabase()
    await loadDemo({ url, now: THURSDAY, weeks: 8, hashPassword })
    const sql = looking(url)
    const rows = await sql<{ name: string; hours: string }[]>`
      select p.name, to_char(s.starts_at, 'HH24') || '–' || to_char(s.ends_at, 'HH24') as hours
      from shifts s join people p on p.id = s.person_id
      where s.day = '2026-11-12' and s.role = 'duty' order by s.starts_at, s.ends_at, p.name`
    const numbers =
      await sql`select number from referrals where last_name in ('Doyle', 'Lindqvist', 'Adeyemi') and state <> 'closed' order by 1`
    const earlier = await sql`select from referrals where last_name = 'Lindqvist' and state = 'closed'`
    await sql.end()
    expect(rows.map(({ name, hours }) => `${name} ${hours}`)).toEqual([
      'Priya Nair 08–16',
      'Tom Ellis 08–16',
      'Grace Mbeki 10–18',
      'Sadia Begum 10–18',
      'Hannah Cole 12–20',
      'Marcus Reid 12–20',
      'Dan Okoro 13–21',
      'Ewa Kowalska 15–23',
      'Liam Farrell 16–00',
    ])
    expect(numbers.map(({ number }) => number as number)).toEqual([2411, 2424, 2431])
    expect(earlier).toHaveLength(1)
  })

  it('is loaded once when two start together', async () => {
    const url = await freshDatabase()
    const both = await Promise.all([1, 2].map(() => loadDemo({ url, now: THURSDAY, weeks: 2, hashPassword })))
    expect(both.filter(({ loaded }) => loaded)).toHaveLength(1)
  })

  it('names sign-ins that exist', async () => {
    const url = await freshDatabase()
    await loadDemo({ url, now: THURSDAY, weeks: 1, hashPassword })
    const sql = looking(url)
    const rows = await sql<{ email: string; name: string; roles: string[]; hash: string }[]>`
      select a.email, p.name, p.roles, a.password_hash as hash from accounts a join people p on p.account_id = a.id`
    await sql.end()
    for (const { email, name, roles, password } of demoSignIns) {
      expect(rows.find((row) => row.email === email)).toEqual({
        email,
        name,
        roles: [...roles],
        hash: `hash of ${password}`,
      })
    }
  })
})
