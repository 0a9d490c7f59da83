import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { keyRingOf } from '#server/identity/keyFile.ts'
import { taskNamed } from '#server/tasks.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'

// Each starts and stops a PostgreSQL of its own several times.
vi.setConfig({ testTimeout: 120_000 })

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

let base: string
let folder: string
beforeAll(async () => {
  base = await temporaryFolder()
  folder = join(base, 'data')
})
afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 5 }))

interface Ended {
  readonly code: number | null
  readonly said: string
  readonly complained: string
}

/** Runs what package.json says for a command, as an operator does, on an embedded database in a fresh folder. */
function command(name: string, ...typed: string[]): Promise<Ended> {
  const [program = '', ...fixed] = (scripts[name] ?? '').split(' ')
  const child = spawn(program === 'node' ? process.execPath : program, [...fixed, ...typed], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: folder,
      AUDIT_ANCHORS: join(base, 'anchors.jsonl'),
      DATABASE_URL: '',
      DATABASE_APP_URL: '',
      SECRET_KEYS: '',
      PUBLIC_ORIGIN: '',
      PORT: '4999',
    },
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said, complained }))
  })
}

/** The owner's database of the folder, for as long as `during` takes. */
async function inDatabase<Result>(during: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const embedded = await startEmbedded({ dataDir: folder, durable: false })
  const sql = postgres(await ownDatabaseIn(embedded.url), { max: 1, onnotice: () => undefined })
  try {
    return await during(sql)
  } finally {
    await sql.end({ timeout: 2 })
    await embedded.stop()
  }
}

const ANN = ['--service', 'Norbeck AMHP service', '--council', 'Norbeck City Council', '--name', 'Ann Lowe']

describe('what is typed wrongly', () => {
  it.each([
    [
      'first-admin',
      ['--name', 'Ann Lowe', '--email', 'ann'],
      '--service is missing; --council is missing; --email: Give an e-mail address.\nUsage:\n  npm run first-admin',
    ],
    ['first-admin', [...ANN, '--nmae', 'x'], "Unknown option '--nmae'.\nUsage:"],
    ['first-admin', [...ANN, '--email'], "Option '--email <value>' argument missing.\nUsage:"],
    ['rotate-keys', ['now'], 'Usage: npm run rotate-keys    and nothing after it'],
    ['leavers', [], 'Name the file that holds the list.\nUsage:\n  npm run leavers'],
    ['leavers', ['a.csv', 'b.csv'], 'Name one file only.\nUsage:'],
    ['leavers', ['a.csv', '--most', 'all'], '--most is a whole number, 1 to 9999.\nUsage:'],
    ['leavers', ['/nowhere/list.csv'], 'There is no file /nowhere/list.csv.'],
    [
      'frist-admin',
      [],
      'There is no command "frist-admin". There are: first-admin, rotate-keys, leavers, push-key, audit-verify',
    ],
    ['toString', [], 'There is no command "toString"'],
  ])('%s %j is said with how to type it', (name, typed, says) => {
    expect(() => taskNamed(name)?.read(typed)).toThrow(says)
  })

  it('is said before anything is started, without the places in our code, and the process ends so that a job notices', async () => {
    // One after the other: the first builds what has changed since the last build, if anything has.
    const unknown = await command('start', 'frist-admin')
    const looked = await command('audit:verify', '--service', 'x')
    expect(unknown.complained).toContain('Nothing was done. There is no command "frist-admin".')
    expect(looked.complained).toContain('Usage: npm run audit:verify    and nothing after it')
    expect([unknown.code, looked.code]).toEqual([1, 2])
    expect(unknown.complained + looked.complained).not.toMatch(/\n\s+at /)
    expect(existsSync(folder)).toBe(false)
  })
})

describe('on a fresh folder', () => {
  const ann = 'ann.lowe@norbeck.example'
  const [leaver, stays] = ['pat.reed@norbeck.example', 'max.ford@norbeck.example']

  it('there is nothing to verify; the first administrator is invited, and again until they have come in', async () => {
    const nothing = await command('audit:verify')
    expect(nothing).toMatchObject({ code: 2, complained: expect.stringContaining('There is no service') as string })
    const made = await command('first-admin', ...ANN, '--email', ann)
    expect({ code: made.code, complained: made.complained }).toEqual({ code: 0, complained: '' })
    expect(made.said).toMatch(/Ann Lowe chooses a password here, once, within 60 minutes/)
    expect(made.said).toMatch(/http:\/\/localhost:4999\/password#[\w-]{43}/)
    const again = await command('first-admin', ...ANN, '--email', ann)
    expect(again.code).toBe(0)
    expect(again.said).not.toContain(/#([\w-]{43})/.exec(made.said)?.[1])
    await inDatabase(fillWithPeople)
    const third = await command('first-admin', ...ANN, '--email', 'second@norbeck.example')
    expect(third).toMatchObject({ code: 1, complained: expect.stringContaining('has an administrator') as string })
    // A name that it has had makes no second service, and says what it is called now.
    await inDatabase(async (sql) => {
      await sql`
        insert into hub.set_up_changes (service_id, thing_id, version, about, before, after, changed_by, changed_at)
        select s.id, s.id, 2, 'details', '{"name": "Dale AMHPs"}', jsonb_build_object('name', s.name), p.id, now()
        from hub.services s join hub.people p on p.service_id = s.id limit 1`
    })
    const asBefore = [...ANN.map((one) => (one === ANN[1] ? 'dale  amhps' : one)), '--email', 'third@norbeck.example']
    const renamed = await command('first-admin', ...asBefore)
    expect(renamed.code).toBe(1)
    expect(renamed.complained).toContain(`is called "${ANN[1]}" now. Nothing was done.`)
  })

  /** Ann has chosen a password and set up an app; two colleagues have accounts, and somebody was looked at. */
  async function fillWithPeople(sql: postgres.Sql): Promise<void> {
    const [service] = await sql<{ id: string }[]>`select id from hub.services`
    const here = service?.id ?? ''
    const links = await sql`select used_at is null as open from hub.account_links order by made_at`
    expect(links.map(({ open }) => open)).toEqual([false, true])
    const [account] = await sql<{ id: string }[]>`
      update hub.accounts set password_hash = 'chosen' where email = ${ann} returning id`
    const app = randomUUID()
    const keys = keyRingOf({ secretKeys: null, dataDir: folder })
    await sql`
      insert into hub.authenticator_apps (account_id, id, sealed_seed, made_at, confirmed_at)
      values (${account?.id ?? ''}, ${app}, ${keys.seal('JBSWY3DPEHPK3PXP', `app ${account?.id ?? ''} ${app}`)}, now(), now())`
    for (const email of [leaver, stays]) {
      const id = randomUUID()
      await sql`insert into hub.accounts (id, email, password_hash, created_at) values (${id}, ${email}, 'chosen', now())`
      await sql`insert into hub.people (service_id, id, account_id, name, roles) values (${here}, ${randomUUID()}, ${id}, ${email}, array['manager'])`
    }
    await sql`
      insert into hub.reads (service_id, actor_id, query, referral_ids, request_id)
      select ${here}, p.id, 'referrals.find', '{}', '' from hub.people p where p.service_id = ${here}`
    await sql`select * from hub.seal_reads(now())`
  }

  it('a list of leavers says what it would do, and does it when told to', async () => {
    const list = join(base, 'leavers.csv')
    await writeFile(list, `email\n${leaver}\nnobody@elsewhere.example\n`)
    const dry = await command('leavers', list)
    expect(dry.said).toContain('2 on the list: 1 would be ended, 0 had left already, 1 not of this service')
    expect(dry.said).toContain('Nothing was changed. To end them, say --apply.')
    const done = await command('leavers', list, '--apply')
    expect(done.said).toContain('1 ended now, 0 had left already')
    expect([dry.code, done.code]).toEqual([0, 0])
    expect(`${dry.said}${done.said}`, 'no address is repeated in a log').not.toContain('@')
  })

  it('keys are rotated: what was sealed opens under the new one, and the file is nobody else’s', async () => {
    const done = await command('rotate-keys')
    expect({ code: done.code, said: done.said }).toMatchObject({
      code: 0,
      said: expect.stringContaining('Sealed 1 under key k2.') as string,
    })
    const keys = keyRingOf({ secretKeys: null, dataDir: folder })
    await inDatabase(async (sql) => {
      const [row] = await sql<{ accountId: string; id: string; sealed: string }[]>`
        select account_id as "accountId", id, sealed_seed as sealed from hub.authenticator_apps`
      expect(row?.sealed).toMatch(/^k2\./)
      expect(keys.mustOpen(row?.sealed ?? '', `app ${row?.accountId ?? ''} ${row?.id ?? ''}`)).toBe('JBSWY3DPEHPK3PXP')
      const beside = await command('audit:verify')
      expect({ code: beside.code, complained: beside.complained }, 'beside a hub that runs').toEqual({
        code: 0,
        complained: '',
      })
    })
  })

  it('the audit is verified: whole, and then with an event changed, which is named', async () => {
    const whole = await command('audit:verify')
    expect(whole).toMatchObject({ code: 0, complained: '' })
    expect(whole.said).toMatch(
      /: 2 events, 3 reads under 1 seals, 0 waiting for the next\nNothing is wrong\. 0 anchors agree\./,
    )
    await inDatabase(async (sql) => {
      await sql`set session_replication_role = replica`
      await sql`update hub.events set type = 'person-returned' where seq = 1`
    })
    const changed = await command('audit:verify')
    expect(changed.code).toBe(1)
    expect(changed.said).toMatch(/WRONG {2}[0-9a-f-]{36}: Event 1 was changed after it was recorded\.\n1 wrong\./)
  })
})
