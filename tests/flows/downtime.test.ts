import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downtimePack } from '#shared/downtime/contract.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { downtimeFiles } from '#server/downtime/writePacks.ts'
import { keepFolder } from '#server/kernel/keptFolder.ts'
import { openLog } from '#server/kernel/log.ts'
import { aDesk, aReferral } from '#tests/builders/allocations.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let database: Database
let folder: string
beforeAll(async () => {
  hub = await TestHub.open()
  database = openDatabase(hub.appUrl)
  folder = await mkdtemp(join(tmpdir(), 'duty-hub-packs-'))
})
afterAll(async () => {
  await database.end({ timeout: 2 })
  await rm(folder, { recursive: true, force: true })
  await hub.close()
})

async function aBoard() {
  const desk = await aDesk(hub)
  const power = { kind: 's136' as const, startedAt: addHours(hub.now(), -20) }
  const marta = await aReferral(hub, desk.service, desk.jo, { power, request: 's136' })
  const sean = await aReferral(hub, desk.service, desk.jo, { lastName: 'Doyle', firstName: 'Sean' })
  return { ...desk, marta, sean }
}

describe('the copy for an outage', () => {
  it('is taken by whoever reads the board, and kept as an export with whom it holds', async () => {
    const { jo, ewa, marta, sean } = await aBoard()
    const pack = await jo.asks(downtimePack, {})
    expect(pack.fileName).toBe('duty-hub-downtime-2026-11-12-1643.html')
    for (const words of [
      '16:43',
      'Marta Lindqvist',
      'Sean Doyle',
      'Thu 12 November 20:43',
      '01632 960 001',
      'Ewa Kowalska',
    ])
      expect(pack.html).toContain(words)
    const [read] = await hub.owner<{ kind: string; referral_ids: string[] }[]>`
      select kind, referral_ids from hub.reads where actor_id = ${jo.id} and query = ${downtimePack.name}`
    expect(read?.kind).toBe('export')
    expect(read?.referral_ids.toSorted()).toEqual([marta.id, sean.id].toSorted())
    expect((await ewa.gets(`/api/${downtimePack.name}`)).status).toBe(403)
  })

  it('shows of a restricted person the clock and whom to ring', async () => {
    const { service, jo, sean } = await aBoard()
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    await jo.sends(restrictRecord, {
      referralId: sean.id,
      kind: 'deny',
      reason: 'relative',
      why: 'They are cousins',
      guardianId: jo.id,
      personIds: [amir.id],
    })
    const { html, referralIds } = await amir.asks(downtimePack, {})
    expect(html).not.toContain('Doyle')
    expect(html).toContain(`Restricted <small>R-${sean.number}`)
    expect(referralIds).not.toContain(sean.id)
  })

  it('is written for each service into a folder, whole, for one account only, with an event of nobody’s', async () => {
    const { service, jo, marta, sean } = await aBoard()
    await jo.sends(restrictRecord, {
      referralId: sean.id,
      kind: 'allow',
      reason: 'well-known',
      why: 'Works in the same building',
      guardianId: jo.id,
      personIds: [],
    })
    const kept = keepFolder({
      folder,
      everyMs: 3_600_000,
      make: () => downtimeFiles(database, hub.now()),
      log: openLog('silent'),
    })
    await kept.write()
    kept.stop()
    const name = `duty-hub-downtime-${service.id}.html`
    expect(await readdir(folder)).toContain(name)
    const page = await readFile(join(folder, name), 'utf8')
    expect(page).toContain('Marta Lindqvist')
    expect(page).not.toContain('Doyle')
    expect(page).toContain('Written by the hub itself')
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
    const events = await hub.owner<{ actor_id: string | null; data: { referralIds: string[] } }[]>`
      select actor_id, data from hub.events where service_id = ${service.id} and type = 'downtime-pack-written' order by seq`
    expect(events.at(-1)).toMatchObject({ actor_id: null, data: { referralIds: [marta.id] } })
    // Numbers have no gaps, so screens that hear of it have missed nothing.
    const [counted] = await hub.owner<{ gaps: number }[]>`
      select max(seq)::int - count(*)::int as gaps from hub.events where service_id = ${service.id}`
    expect(counted?.gaps).toBe(0)
  })

  it('keeps the last whole page when a new one cannot be made', async () => {
    const file = join(folder, 'kept.html')
    await writeFile(file, 'the last whole page')
    const log = openLog('silent')
    const kept = keepFolder({ folder, everyMs: 3_600_000, log, make: () => Promise.reject(new Error('database away')) })
    await expect(kept.write()).rejects.toThrow('database away')
    kept.stop()
    expect(await readFile(file, 'utf8')).toBe('the last whole page')
  })
})
