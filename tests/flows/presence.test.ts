import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restrictRecord } from '#shared/restricted/contract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { may, roles } from '#shared/kernel/permission.ts'
import type { Presence } from '#shared/kernel/topic.ts'
import { aReferral, given } from '#tests/builders/allocations.ts'
import { withScreen } from '#tests/harness/manySessions.ts'
import { startOtherNode } from '#tests/harness/otherNode.ts'
import type { Person, Screen } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let ewa: Person
const screens: { readonly close: () => void }[] = []
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})
afterAll(async () => {
  for (const screen of screens) screen.close()
  await hub.close()
})

interface Watching {
  readonly socket: Screen['socket']
  /** Waits until this screen is told what fits. */
  readonly sees: (fits: (now: readonly Presence[]) => boolean) => Promise<readonly Presence[]>
  readonly everything: readonly Presence[]
}

function watching(socket: Screen['socket']): Watching {
  let now: readonly Presence[] = []
  const everything: Presence[] = []
  let wake: (() => void)[] = []
  socket.on('presence', (told) => {
    now = told
    everything.push(...told)
    for (const one of wake.splice(0)) one()
  })
  return {
    socket,
    everything,
    async sees(fits) {
      while (!fits(now)) await new Promise<void>((resolve) => (wake = [...wake, resolve]))
      return now
    },
  }
}

async function atScreen(person: Person): Promise<Watching> {
  const screen = await person.opensScreen()
  screens.push(screen)
  return watching(screen.socket)
}

const has =
  (referralId: ReferralId, name: string, typing = false) =>
  (now: readonly Presence[]) =>
    now.some((one) => one.referralId === referralId && one.name === name && one.typing === typing)

describe('who has a record open', () => {
  it('is told to those who see the record, with a pencil while they type, until they go', async () => {
    const referral = await aReferral(hub, service, jo)
    const [at, colleague] = [await atScreen(jo), await atScreen(amir)]
    at.socket.emit('looking', { referralId: referral.id, typing: false })
    await colleague.sees(has(referral.id, 'Jo Marsh'))
    at.socket.emit('looking', { referralId: referral.id, typing: true })
    await colleague.sees(has(referral.id, 'Jo Marsh', true))
    at.socket.close()
    expect(await colleague.sees((now) => now.length === 0)).toEqual([])
  })

  it('is told to an AMHP only of their own work, and never to another service', async () => {
    const own = await aReferral(hub, service, jo)
    const other = await aReferral(hub, service, jo)
    await given(jo, own, ewa)
    const [at, colleague, phone] = [await atScreen(jo), await atScreen(amir), await atScreen(ewa)]
    const stranger = await atScreen(
      await (await hub.service()).has({ name: 'Zed Fox', roles: ['practice-consultant'] }),
    )
    stranger.socket.emit('looking', { referralId: own.id, typing: true })
    colleague.socket.emit('looking', { referralId: other.id, typing: false })
    at.socket.emit('looking', { referralId: own.id, typing: false })
    await phone.sees(has(own.id, 'Jo Marsh'))
    await at.sees((now) => has(other.id, 'Amir Shah')(now) && has(own.id, 'Jo Marsh')(now))
    expect(phone.everything.every(({ referralId }) => referralId === own.id)).toBe(true)
    expect(stranger.everything).toEqual([])
    expect(at.everything.some(({ name }) => name === 'Zed Fox')).toBe(false)
    for (const one of [at, colleague, phone, stranger]) one.socket.close()
  })

  it.each(roles)('tells somebody of the role %s of the records that they may see, and of no other', async (role) => {
    const seen = await aReferral(hub, service, jo)
    const hidden = await aReferral(hub, service, jo, { lastName: 'Okafor' })
    const person = await service.has({
      name: `Pat Reed ${role}`,
      roles: [role],
      ...(role === 'trainee' && { supervisedBy: ewa }),
    })
    const worker = role === 'amhp' ? person : role === 'trainee' ? ewa : null
    if (worker) await given(jo, seen, worker)
    const [at, colleague, theirs] = [await atScreen(jo), await atScreen(amir), await atScreen(person)]
    at.socket.emit('looking', { referralId: seen.id, typing: false })
    await colleague.sees(has(seen.id, 'Jo Marsh'))
    at.socket.emit('looking', { referralId: hidden.id, typing: true })
    await colleague.sees(has(hidden.id, 'Jo Marsh', true))
    const told = new Set(theirs.everything.map(({ referralId }) => referralId))
    const all = may([role], 'read records')
    if (all) await theirs.sees(has(hidden.id, 'Jo Marsh', true))
    else expect([...told].filter((id) => id !== (worker ? seen.id : ''))).toEqual([])
    for (const one of [at, colleague, theirs]) one.socket.close()
  })

  it('goes from a screen with the record, when that is closed to its person', async () => {
    const referral = await aReferral(hub, service, jo)
    const [at, colleague] = [await atScreen(jo), await atScreen(amir)]
    at.socket.emit('looking', { referralId: referral.id, typing: false })
    await colleague.sees(has(referral.id, 'Jo Marsh'))
    await jo.sends(restrictRecord, {
      referralId: referral.id,
      kind: 'deny',
      reason: 'relative',
      why: 'They are cousins',
      guardianId: jo.id,
      personIds: [amir.id],
    })
    expect(await colleague.sees((now) => now.length === 0)).toEqual([])
    colleague.socket.emit('looking', { referralId: referral.id, typing: true })
    await at.sees(has(referral.id, 'Jo Marsh'))
    expect(at.everything.some(({ name, typing }) => name === 'Amir Shah' && typing)).toBe(false)
    for (const one of [at, colleague]) one.socket.close()
  })

  it('goes from one server process to the other, both ways, and with one that stops', async () => {
    const referral = await aReferral(hub, service, jo)
    const at = await atScreen(jo)
    at.socket.emit('looking', { referralId: referral.id, typing: false })
    const node = await startOtherNode(hub)
    const there = await withScreen({ personId: amir.id, accountId: '', cookie: amir.cookie }, node.address)
    screens.push(there.socket)
    const colleague = watching(there.socket)
    await colleague.sees(has(referral.id, 'Jo Marsh'))
    colleague.socket.emit('looking', { referralId: referral.id, typing: true })
    await at.sees(has(referral.id, 'Amir Shah', true))
    there.socket.close()
    await at.sees((now) => !now.some(({ name }) => name === 'Amir Shah'))
    await node.stop()
    at.socket.close()
  })
})
