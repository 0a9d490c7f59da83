import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, originsOf, readConfig, settings } from './config.ts'

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/duty-hub')

describe('settings', () => {
  it('needs none', () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/duty-hub/.data',
      databaseUrl: null,
      demo: true,
      demoClock: null,
    })
  })

  it('takes an empty value as not said', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['PORT', '-1'],
    ['METRICS_PORT', '0'],
    ['HOST', 'my host'],
    ['DATABASE_URL', 'mysql://a:b@c/d'],
    ['DATABASE_URL', 'postgres://nothing'],
    ['PUBLIC_ORIGIN', 'hub.example.gov.uk'],
    ['PUBLIC_ORIGIN', 'https://hub.example.gov.uk/path'],
    ['TRUSTED_PROXIES', 'all'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'maybe'],
    ['DEMO_CLOCK', '2026-02-30T10:00'],
    ['DEMO_CLOCK', '2026-10-25T01:30'],
    ['DEMO_CLOCK', '16:47'],
    ['DATABASE_CONNECTIONS', '1'],
  ])('refuses %s=%s by name, and says what it should be', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(ConfigError)
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name} is .* it should`))
  })

  it('tells figures to its own machine only, wherever people reach the hub, until it is told another address', () => {
    expect(read({ HOST: '0.0.0.0', METRICS_PORT: '9464' })).toMatchObject({ metricsHost: '127.0.0.1' })
    expect(read({ METRICS_HOST: '10.0.0.7' })).toMatchObject({ host: '127.0.0.1', metricsHost: '10.0.0.7' })
  })

  it('does not show a password', () => {
    expect(() => read({ DATABASE_URL: 'postgres://me:secret@' })).toThrow(/^(?!.*secret)/)
  })

  it.each([
    ['http://bleep.example.gov.uk/duty-hub'],
    ['https://me:secret@bleep.example.gov.uk/'],
    ['https://bleep.example.gov.uk/#here'],
    ['ftp://bleep.example.gov.uk/'],
    ['bleep'],
  ])('posts alarms to no address like %s', (url) => {
    const given = { ALARM_WEBHOOK_URL: url, ALARM_WEBHOOK_SECRET: 'x'.repeat(32) }
    expect(() => read(given)).toThrow(/^ALARM_WEBHOOK_URL is (?!.*secret).* it should be an https address/)
  })

  it('wants the address of alarms and their secret together, and shows no secret', () => {
    const url = 'https://bleep.example.gov.uk/duty-hub?team=amhp'
    const secret = 'k'.repeat(40)
    expect(read({ ALARM_WEBHOOK_URL: url, ALARM_WEBHOOK_SECRET: secret }).webhook).toEqual({ url, secret })
    expect(read({ ALARM_WEBHOOK_URL: 'http://127.0.0.1:9000/', ALARM_WEBHOOK_SECRET: secret }).webhook?.secret).toBe(
      secret,
    )
    expect(read({}).webhook).toBeNull()
    expect(() => read({ ALARM_WEBHOOK_URL: url })).toThrow(/go together/)
    expect(() => read({ ALARM_WEBHOOK_SECRET: secret })).toThrow(/go together/)
    expect(() => read({ ALARM_WEBHOOK_URL: url, ALARM_WEBHOOK_SECRET: 'too short' })).toThrow(
      /^(?!.*too short)ALARM_WEBHOOK_SECRET is/,
    )
  })

  it.each([
    ['smtp://[::1]', { host: '::1', port: 587, tls: false, isHere: true, user: '', password: '' }],
    ['smtp://localhost:25', { host: 'localhost', port: 25, tls: false, isHere: true }],
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: false, isHere: false }],
    ['smtps://hub:p%40ss@mail.example', { port: 465, tls: true, isHere: false, user: 'hub', password: 'p@ss' }],
  ])('knows the mail server %s', (url, smtp) => {
    expect(read({ SMTP_URL: url })).toMatchObject({ notices: { smtp } })
  })

  it('starts the demo clock at a London time', () => {
    expect(read({ DEMO_CLOCK: '2026-07-01T16:47' }).demoClock).toBe('2026-07-01T15:47:00.000Z')
  })

  it('wants the other database address as well', () => {
    expect(() => read({ DATABASE_APP_URL: 'postgres://hub_app:x@db/hub' })).toThrow(/DATABASE_URL is not/)
  })

  it('lets browsers in from its own address only', () => {
    expect([...originsOf(read({ PUBLIC_ORIGIN: 'https://hub.example.gov.uk' }), 3000)]).toEqual([
      'https://hub.example.gov.uk',
    ])
    expect([...originsOf(read({}), 4100)]).toContain('http://localhost:4100')
  })

  it('is documented, each with what it is when nothing is said', () => {
    const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ')
    for (const [name, { meaning, fallback }] of Object.entries(settings)) {
      expect(page).toContain(`| \`${name}\` | ${meaning} | ${fallback === '' ? '–' : `\`${fallback}\``} |`)
    }
  })
})
