import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '#db/client.ts'
import { refuseClockBehind } from '#server/selfCheck.ts'
import { ConfigError } from '#server/config.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let owner: Database
beforeAll(async () => {
  hub = await TestHub.open()
  owner = openDatabase(hub.ownerUrl, { connections: 1 })
})
afterAll(async () => {
  await owner.end({ timeout: 1 })
  await hub.close()
})

it('does not let the clock of the demo begin before what is recorded already, and says what to do', async () => {
  await expect(refuseClockBehind(owner, hub.now())).resolves.toBeUndefined()
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  await aReferral(hub, jo)
  await expect(refuseClockBehind(owner, hub.now())).resolves.toBeUndefined()
  const before = refuseClockBehind(owner, addMinutes(hub.now(), -5))
  await expect(before).rejects.toThrow(ConfigError)
  await expect(before).rejects.toThrow(
    /^DEMO_CLOCK is 2026-11-12T16:38, but the database has records of up to 2026-11-12T16:43: .*DATA_DIR=/,
  )
})
