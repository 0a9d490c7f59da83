import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { databasePoints, isPublic, refuseSettings, settingsPoints, type DatabaseFacts } from './selfCheck.ts'

const LONG = 'u7Kq2vXn4RzB8mWc'
const publicSettings = {
  PUBLIC_ORIGIN: 'https://hub.example.gov.uk',
  DEMO: 'no',
  TRUSTED_PROXIES: '1',
  SECURITY_CONTACT: 'mailto:security@example.gov.uk',
  DATABASE_URL: `postgres://hub_admin:${LONG}@db:5432/duty_hub`,
  SECRET_KEYS: `k1:${'x'.repeat(43)}`,
}
const read = (differs: Record<string, string> = {}) => readConfig({ ...publicSettings, ...differs }, '/srv/duty-hub')
const wrongs = (differs: Record<string, string>): readonly string[] =>
  settingsPoints(read(differs)).flatMap(({ wrong }) => (wrong === null ? [] : [wrong]))

describe('the settings of a hub that people reach from elsewhere', () => {
  it('may be like this', () => {
    expect(wrongs({})).toEqual([])
  })

  it.each([
    ['an address without TLS', { PUBLIC_ORIGIN: 'http://hub.example.gov.uk' }, /PUBLIC_ORIGIN is http/],
    ['the demo service', { DEMO: 'yes' }, /DEMO=no/],
    ['a clock of the demo', { DEMO_CLOCK: '2026-11-12T16:47' }, /DEMO_CLOCK/],
    ['a talkative log', { LOG_LEVEL: 'debug' }, /LOG_LEVEL=debug/],
    ['a short password', { DATABASE_URL: 'postgres://hub_admin:short@db:5432/duty_hub' }, /shorter than 16/],
    ['a password out of a guide', { DATABASE_APP_URL: 'postgres://hub_app:postgres@db:5432/duty_hub' }, /well-known/],
    ['no password', { DATABASE_URL: 'postgres://hub_admin@db:5432/duty_hub' }, /shorter than 16/],
    ['limits that limit nothing', { LIMITS_FACTOR: '1000' }, /LIMITS_FACTOR/],
    ['proxies that are not counted', { TRUSTED_PROXIES: '0' }, /TRUSTED_PROXIES/],
    ['keys that only one node has', { SECRET_KEYS: '' }, /SECRET_KEYS is not set/],
    ['nobody to tell of a weakness', { SECURITY_CONTACT: '' }, /SECURITY_CONTACT/],
  ])('may not have %s', (_what, differs, said) => {
    expect(wrongs(differs)).toHaveLength(1)
    expect(wrongs(differs)[0]).toMatch(said)
  })

  it.each(['0.0.0.0', '::', '192.168.1.20', 'hub-1'])('are those of one that serves at %s, too', (HOST) => {
    const config = readConfig({ HOST }, '/')
    expect(isPublic(config)).toBe(true)
    expect(() => refuseSettings(config)).toThrow(/HOST is .* PUBLIC_ORIGIN is not set.*Set DEMO=no/s)
    expect(() => refuseSettings(read({ HOST }))).not.toThrow()
  })

  it('are not asked of one in a container that says it is used on this machine only; it says what that rests on', () => {
    const config = readConfig({ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'http://localhost:3000' }, '/')
    expect(() => refuseSettings(config)).not.toThrow()
    expect(settingsPoints(config)).toMatchObject([{ wrong: expect.stringMatching(/HOST is 0\.0\.0\.0/) as string }])
  })

  it.each(['127.0.0.1', '127.0.1.1', 'localhost', '::1'])('do not matter to one that serves at %s', (HOST) => {
    expect(isPublic(readConfig({ HOST }, '/'))).toBe(false)
  })

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', ''])(
    'do not matter to one who tries it out at %j',
    (PUBLIC_ORIGIN) => {
      expect(isPublic(readConfig({ PUBLIC_ORIGIN }, '/'))).toBe(false)
    },
  )
})

const safe: DatabaseFacts = {
  version: 170_004,
  login: 'hub_app',
  isSuperuser: false,
  bypassesRls: false,
  mayMakeRoles: false,
  memberships: 0,
  owns: 0,
  tables: 30,
  unforced: [],
  fsync: 'on',
  fullPageWrites: 'on',
  synchronousCommit: 'on',
  encoding: 'UTF8',
  isReadOnly: false,
  summerNoon: '13:00',
  winterNoon: '12:00',
}

describe('a database', () => {
  const refused = (facts: Partial<DatabaseFacts>, mustLast = true): readonly string[] =>
    databasePoints({ ...safe, ...facts }, mustLast).flatMap(({ wrong, isAdvice }) =>
      wrong && !isAdvice ? [wrong] : [],
    )

  it('may be like this', () => {
    expect(refused({})).toEqual([])
  })

  it.each<[string, Partial<DatabaseFacts>, RegExp]>([
    ['too old', { version: 140_012 }, /PostgreSQL 14/],
    ['too new', { version: 190_000 }, /PostgreSQL 19/],
    ['asked as a superuser', { isSuperuser: true }, /no superuser/],
    ['asked by who bypasses row-level security', { bypassesRls: true }, /bypass row-level security/],
    ['asked by who makes roles', { mayMakeRoles: true }, /make no roles/],
    ['asked by a member of others', { memberships: 1 }, /member of none/],
    ['asked by the owner of tables', { owns: 3 }, /owns 3 tables/],
    ['without row-level security on a table', { unforced: ['waits'] }, /not forced on waits/],
    ['without tables', { tables: 0 }, /not forced on any table/],
    ['without fsync', { fsync: 'off' }, /fsync is off/],
    ['without full pages', { fullPageWrites: 'off' }, /full_page_writes off/],
    ['that answers before it wrote', { synchronousCommit: 'off' }, /synchronous_commit off/],
    ['in other letters', { encoding: 'SQL_ASCII' }, /SQL_ASCII/],
    ['that is a standby', { isReadOnly: true }, /standby/],
    ['that knows no summer time', { summerNoon: '12:00' }, /London’s clocks/],
  ])('may not be %s', (_what, facts, said) => {
    expect(refused(facts).join('\n')).toMatch(said)
  })

  it('may be lax about crashes on a developer’s machine', () => {
    expect(refused({ fsync: 'off' }, false)).toEqual([])
  })
})
