import { randomBytes } from 'node:crypto'
import { cp, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { findRunning, startEmbedded, type EmbeddedDatabase } from '#db/embedded/startEmbedded.ts'
import { migrate } from '#db/migrate.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { makeBase } from '#server/backup/baseBackup.ts'
import { carryOnce } from '#server/backup/carryLog.ts'
import { restore, type RestoreReport } from '#server/backup/restore.ts'
import { contentOf, walFolder, type Manifest, type Shelf } from '#server/backup/shelf.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { differences, fingerprintOf } from '#tests/harness/fingerprint.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * The drill: a hub is backed up while people work in it, they work on, and it is restored to a random moment after the backup into a
 * fresh folder. What is there then is compared, table by table, with what was there at that moment. DRILLS=20 does it twenty times, every
second time without a moment: as far as the log reaches.
 */
const DRILLS = many('DRILLS', 1)
const SEED = many('SEED', 20261128)
const WRITES = 6

let folder: string
let embedded: EmbeddedDatabase
let url: string
let hub: TestHub
let ruth: Person
let jo: Person
let shelf: Shelf
let latest: { readonly base: Manifest; readonly moment: Instant }
beforeAll(async () => {
  folder = await temporaryFolder()
  embedded = await startEmbedded({ dataDir: join(folder, 'data'), archive: true })
  url = await ownDatabaseIn(embedded.url)
  await migrate({ url })
  hub = await TestHub.open({ database: url, at: realNow() })
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'admin'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  shelf = { folder: join(folder, 'shelf'), key: randomBytes(32) }
})
afterAll(async () => {
  await hub?.close()
  await embedded?.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const realNow = (): Instant => instant(Date.now())

async function writes(name: string): Promise<void> {
  hub.clockIs(realNow())
  const template = { name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 } as const
  await ruth.sends(addShiftTemplate, template)
  await aReferral(hub, jo)
}

/** People work while the copy is made: it must hold together all the same. */
async function backedUp(drill: number): Promise<Manifest> {
  const running = await findRunning(join(folder, 'data'))
  if (running === null) throw new Error('the database of the drill does not run')
  let copying = true
  const working = (async () => {
    for (let turn = 0; copying; turn += 1) await writes(`During ${drill} ${turn}`)
  })()
  const made = await makeBase(shelf, running.place, running.url).finally(() => (copying = false))
  await working
  return made
}

/** Hands out the log as a minute's time does, and carries it. */
async function carried(): Promise<void> {
  const running = await findRunning(join(folder, 'data'))
  const [row] = await hub.owner<{ name: string }[]>`select pg_walfile_name(pg_switch_wal()) as name`
  for (let there = false; !there; await sleep(50)) {
    const [standing] = await hub.owner<{ there: boolean }[]>`
      select coalesce(last_archived_wal >= ${row?.name ?? ''}, false) as there from pg_stat_archiver`
    there = standing?.there ?? false
  }
  await carryOnce(running?.place.archive ?? '', shelf)
}

const restored = (to: string, asked: { readonly at?: Instant | null; readonly backup?: string } = {}, from = shelf) =>
  restore(
    from,
    { to: join(folder, to), at: asked.at ?? null, backup: asked.backup ?? null },
    { auditAnchors: join(folder, 'no-anchors'), say: () => undefined },
  )

interface Drilled {
  readonly report: RestoreReport
  readonly differs: readonly string[]
}

async function drilled(drill: number): Promise<Drilled> {
  const draw = drawFrom(SEED, `drill ${drill}`)
  await writes(`Before ${drill}`)
  const base = await backedUp(drill)
  const stopAfter = draw.whole(0, WRITES - 1)
  let moment = realNow()
  let then: ReadonlyMap<string, string> = new Map()
  for (let turn = 0; turn < WRITES; turn += 1) {
    await writes(`After ${drill} ${turn}`)
    if (turn % 2 === 1) await carried()
    if (turn !== stopAfter) continue
    then = await fingerprintOf(url)
    moment = realNow()
    await sleep(20)
  }
  await carried()
  latest = { base, moment }
  const toTheEnd = drill % 2 === 1
  if (toTheEnd) then = await fingerprintOf(url)
  const report = await restored(`restored-${drill}`, { at: toTheEnd ? null : moment, backup: base.id })
  const there = await startEmbedded({ dataDir: join(folder, `restored-${drill}`) })
  const differs = differences(then, await fingerprintOf(await ownDatabaseIn(there.url)))
  await there.stop()
  await rm(join(folder, `restored-${drill}`), { recursive: true, force: true, maxRetries: 5 })
  return { report, differs }
}

it(
  `restores to a random moment, ${DRILLS} of ${DRILLS}, and every table is as it was then`,
  { timeout: 3_600_000 },
  async () => {
    const seconds: number[] = []
    for (let drill = 0; drill < DRILLS; drill += 1) {
      const { report, differs } = await drilled(drill)
      expect(differs).toEqual([])
      expect(report).toMatchObject({ promisesKept: true, auditWhole: true })
      expect(report.epoch.now).not.toBe(report.epoch.before)
      expect(report.walFiles).toBeGreaterThan(0)
      seconds.push(report.seconds)
    }
    const tables = (await fingerprintOf(url)).size
    evidence('F26', {
      drills: DRILLS,
      restored: seconds.length,
      tables,
      tablesThatDiffer: 0,
      worstSeconds: Math.max(...seconds),
      seed: SEED,
    })
  },
)

it('refuses, and says why, what cannot be restored', async () => {
  await mkdir(join(folder, 'full'))
  await writeFile(join(folder, 'full', 'a file'), '')
  await expect(restored('full')).rejects.toThrow(/is not empty/)
  await expect(restored('a', { at: instant('2026-01-01T00:00:00Z') })).rejects.toThrow(/No backup was finished by/)
  await expect(restored('b', { backup: 'none such' })).rejects.toThrow(/There is no backup none such/)
  await expect(restored('c', {}, { ...shelf, key: randomBytes(32) })).rejects.toThrow(/made with another key/)
  await expect(restored('d', {}, { ...shelf, folder: join(folder, 'elsewhere') })).rejects.toThrow(/no backup in/)
  await expect(restored('e', { at: instant(Date.now() + 3_600_000) })).rejects.toThrow(
    /The log on the shelf ends before/,
  )
})

/** A shelf of its own to be damaged. */
async function copied(name: string): Promise<Shelf> {
  const there = { ...shelf, folder: join(folder, name) }
  await cp(shelf.folder, there.folder, { recursive: true })
  return there
}

/** Turns one byte of a file into another, whatever it was: what is sealed may hold any. */
async function changeByte(path: string, place: number): Promise<void> {
  const file = await open(path, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, place)
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, place)
  await file.close()
}

it('refuses a backup that was damaged or lacks a file of the log, by name', async () => {
  const hurt = await copied('hurt')
  await changeByte(contentOf(hurt, latest.base.id), 5000)
  await expect(restored('f', { backup: latest.base.id }, hurt)).rejects.toThrow(/is damaged/)

  const holed = await copied('holed')
  const names = (await readdir(walFolder(holed))).filter((name) => name > latest.base.stopWal).toSorted()
  await rm(join(walFolder(holed), names.at(-2) ?? ''))
  await expect(restored('g', { backup: latest.base.id }, holed)).rejects.toThrow(
    new RegExp(`${names.at(-2)} is missing`),
  )

  const torn = await copied('torn')
  const last = join(walFolder(torn), names.at(-1) ?? '')
  await changeByte(last, 300)
  await expect(restored('h', { backup: latest.base.id }, torn)).rejects.toThrow(/was changed|is damaged/)
})
