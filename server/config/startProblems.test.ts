import { describe, expect, it } from 'vitest'
import { isSomebodyElses } from './dataFolder.ts'
import { databaseProblem, listenProblem } from './startProblems.ts'

const failure = (code: string, cause?: unknown): Error => Object.assign(new Error(code, { cause }), { code })

describe('what keeps the hub from being reached', () => {
  const at80 = { setting: 'PORT', port: 80, host: '10.0.0.1' } as const
  it.each([
    ['EACCES', /^PORT is 80: this account may not .* \(PORT=8080 npm start\)/],
    ['EADDRINUSE', /^Port 80 is in use\. .*PORT=8080 npm start/],
    ['ENOTFOUND', /^HOST is "10\.0\.0\.1": there is no such address\. Set HOST=/],
    ['EADDRNOTAVAIL', /^HOST is "10\.0\.0\.1": that is no address of this machine\. Set HOST=/],
  ])('is said by the name of its setting: %s', (code, words) => {
    expect(listenProblem(failure(code), at80)).toMatchObject({ message: expect.stringMatching(words) as string })
  })

  it('names the port of the figures by its own setting, and no port that there is not', () => {
    const last = { setting: 'METRICS_PORT', port: 65_535, host: '127.0.0.1' } as const
    expect(listenProblem(failure('EADDRINUSE'), last)).toMatchObject({
      message: expect.stringContaining('METRICS_PORT=65534 npm start') as string,
    })
    expect(listenProblem(failure('EADDRNOTAVAIL'), { ...last, host: '10.0.0.1' })).toMatchObject({
      message: expect.stringMatching(/^METRICS_HOST is "10\.0\.0\.1": .* Set METRICS_HOST=127/) as string,
    })
  })

  it('stays what it was when no setting is to blame', () => {
    const other = failure('EPIPE')
    expect(listenProblem(other, at80)).toBe(other)
  })
})

describe('what keeps an external database from being asked', () => {
  const address = 'postgres://hub_admin:secret-not-shown@db:5432/duty_hub'
  it.each([
    ['ECONNREFUSED', /nothing answers there\. Start PostgreSQL there/],
    ['ENOTFOUND', /no machine of that name\. Give the right address/],
    ['28P01', /the name or the password is wrong\. Give/],
    ['3D000', /no database of that name\. Make it first/],
    ['42501', /may not do what is needed\. Let it/],
  ])('is said by the name of its setting and without the password: %s', (code, words) => {
    const said = databaseProblem(new Error('Failed query', { cause: failure(code) }), 'DATABASE_URL', address)
    expect(String(said)).toMatch(/DATABASE_URL is postgres:\/\/hub_admin@db:5432\/duty_hub: /)
    expect(String(said)).toMatch(words)
    expect(String(said)).not.toContain('secret-not-shown')
  })

  it('says how old a PostgreSQL is in the words of who asked it', () => {
    const old = Object.assign(new Error('that is PostgreSQL 14'), { code: 'SERVER_TOO_OLD' })
    expect(databaseProblem(old, 'DATABASE_URL', address)).toMatchObject({
      message: 'DATABASE_URL is postgres://hub_admin@db:5432/duty_hub: that is PostgreSQL 14.',
    })
  })

  it('stays what it was when a statement is to blame', () => {
    const other = failure('23505')
    expect(databaseProblem(other, 'DATABASE_URL', address)).toBe(other)
  })
})

describe('a data folder', () => {
  const placed = new Set(['backups'])
  it.each([
    ['an empty one', [], false],
    ['one of the hub', ['postgres', 'secret-keys', 'notes.txt'], false],
    ['one whose database lives elsewhere', ['postgres-is-in.txt'], false],
    ['one whose first start was killed', ['postgres.init-4711'], false],
    ['a fresh disk', ['lost+found'], false],
    ['one that another setting leads into', ['backups'], false],
    ['the documents', ['deploying.md'], true],
    ['backups beside documents', ['backups', 'deploying.md'], true],
    ['a home folder', ['.bashrc'], true],
  ])('may be taken unless it is somebody else’s: %s', (_what, names, isRefused) => {
    expect(isSomebodyElses(names, placed)).toBe(isRefused)
  })
})
