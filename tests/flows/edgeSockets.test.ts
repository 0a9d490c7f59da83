import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { frameOf, RudeSocket } from '#tests/harness/rudeSocket.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person, Screen } from '#tests/harness/person.ts'

/**
 * Peers that break the rules of WebSocket, or keep none (ASVS 5.0 V4.4, V2.4.1): the hub lets go of each within a bound, whatever the
 * peer does, and nobody else notices. Every one of them answers no ping and no close and keeps its own half open for ever.
 */
let hub: TestHub
let service: TestService
let honest: Person
let screen: Screen
let lost = 0
beforeAll(async () => {
  const { socketEvent } = usualAllowances
  hub = await TestHub.open({ allowances: { ...timesOver(usualAllowances, 1000), socketEvent }, pingMs: 1000 })
  service = await hub.service()
  honest = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  screen = await honest.opensScreen()
  screen.socket.on('disconnect', () => (lost += 1))
})
afterAll(async () => {
  screen.close()
  await hub.close()
})

/** Somebody's own session, with a socket of it that is let in and from then on rude. */
async function letIn(): Promise<{ readonly who: Person; readonly rude: RudeSocket }> {
  const who = await service.has({ name: 'Rude Peer', roles: ['practice-consultant'] })
  const rude = RudeSocket.upgrade(hub.address, who)
  expect(await rude.opened).toMatch(/^HTTP\/1\.1 101 /)
  rude.says('40')
  await rude.hears('"pulse"')
  return { who, rude }
}

const text = 0x1
const more = 0x0
const many = (count: number, frame: () => Buffer): Buffer => Buffer.concat(Array.from({ length: count }, frame))
const begun = frameOf(text, '42["look', { fin: false })

/** What a peer that was let in sends; then it says nothing more. */
const RUDE: readonly (readonly [what: string, bytes: () => Buffer])[] = [
  ['falls silent', () => Buffer.alloc(0)],
  ['begins a frame and never ends it', () => frameOf(text, '42["looking"', { saysLength: 400n })],
  ['begins a message and never ends it', () => begun],
  ['sends a frame without its mask', () => frameOf(text, '42["looking",null]', { masked: false })],
  ['sets bits that mean nothing', () => frameOf(text, '42["looking",null]', { reserved: 0b101 })],
  ['sends a kind of frame that nobody knows', () => frameOf(0x7, 'x')],
  ['sends a kind of control frame that nobody knows', () => frameOf(0xf, 'x')],
  ['goes on with a message that never began', () => frameOf(more, 'x')],
  ['begins a message within a message', () => Buffer.concat([begun, begun])],
  ['sends a ping in pieces', () => frameOf(0x9, 'x', { fin: false })],
  ['sends a ping that is too long', () => frameOf(0x9, 'x'.repeat(126))],
  ['sends text that is no UTF-8', () => frameOf(text, Buffer.from([0x34, 0x32, 0xff, 0xfe, 0xc0, 0x80]))],
  ['closes with a number that is none', () => frameOf(0x8, Buffer.from([0x03, 0xec]))],
  ['closes with half a number', () => frameOf(0x8, Buffer.from([0x03]))],
  ['greets with TLS', () => Buffer.from('160301020001000100', 'hex')],
  ['asks for a page instead', () => Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`)],
  ['promises more than there is memory', () => frameOf(text, 'x', { saysLength: 2n ** 62n })],
  ['promises a length with the highest bit', () => frameOf(text, 'x', { saysLength: 2n ** 64n - 1n })],
  ['sends a message that is too long', () => frameOf(text, `42["looking","${'x'.repeat(17_000)}"]`)],
  [
    'sends one that is too long in pieces',
    () => Buffer.concat([begun, many(40, () => frameOf(more, 'x'.repeat(1000), { fin: false }))]),
  ],
  ['sends thousands of tiny events', () => many(3000, () => frameOf(text, '42["looking",null]'))],
  ['sends thousands of pongs that nobody asked for', () => many(3000, () => frameOf(text, '3'))],
  ['sends thousands of pings', () => many(3000, () => frameOf(0x9))],
  ['sends thousands of WebSocket pongs', () => many(3000, () => frameOf(0xa))],
  [
    'sends a message in thousands of empty pieces',
    () => Buffer.concat([begun, many(12_000, () => frameOf(more, '', { fin: false }))]),
  ],
  ['sends an event that is none of ours', () => frameOf(text, '42["join","service:*"]')],
  ['sends what is no packet', () => frameOf(text, '9')],
  ['sends binary', () => frameOf(0x2, Buffer.from([1, 2, 3]))],
  ['sends JSON that is none', () => frameOf(text, '42["looking",{')],
  ['poisons', () => frameOf(text, '42["__proto__",{"constructor":{"prototype":{"polluted":1}}}]')],
  ['promises attachments', () => frameOf(text, '451-["looking",{"_placeholder":true,"num":0}]')],
  ['asks for another room of the house', () => frameOf(text, '40/admin,')],
]

describe('a peer that was let in and', () => {
  it('breaks or ignores the rules is let go of, and a screen of a colleague hears on', async () => {
    const peers = await Promise.all(
      RUDE.map(async ([what, bytes]) => {
        const { rude } = await letIn()
        return { what, rude, bytes: bytes() }
      }),
    )
    for (const { rude, bytes } of peers) rude.sends(bytes)
    await Promise.all(peers.map(({ rude }) => rude.gone))
    await hub.owner`select pg_notify('hub', ${`${service.id}:41:register`})`
    expect((await screen.hearsOf('register')).seq).toBe(41)
    expect([lost, screen.socket.connected]).toEqual([0, true])
    expect((await honest.gets('/api/rota.onNow')).status).toBe(200)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    console.info(`sockets: ${peers.length} peers that broke the rules, every line cut, 0 others lost`)
  })

  it('never answers the close is cut when its session ends', async () => {
    const { who, rude } = await letIn()
    await who.signsOut()
    await rude.hears('"signedOut"')
    await rude.gone
    expect(lost).toBe(0)
  })

  it('counts for its person no longer', async () => {
    const who = await service.has({ name: 'Kim Vale', roles: ['manager'] })
    const open = (): Promise<RudeSocket[]> =>
      Promise.all(
        Array.from({ length: 10 }, async () => {
          const rude = RudeSocket.upgrade(hub.address, who)
          await rude.opened
          rude.says('40')
          await rude.hears('"pulse"')
          return rude
        }),
      )
    const first = await open()
    for (const rude of first) rude.sends(frameOf(0x7))
    await Promise.all(first.map(({ gone }) => gone))
    for (const rude of await open()) rude.drop()
  })

  it('is written down by its code, without a word of what it sent', () => {
    const ended = hub.logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === 'socket-ended')
    expect(new Set(ended.map(({ code }) => code))).toEqual(
      new Set(['too-many-events', 'unknown-event', 'says-too-much']),
    )
    expect(hub.logged.join('')).not.toMatch(/polluted|placeholder|service:\*/)
  })
})

describe('a line that was never a socket', () => {
  const http = (first: string) => new RudeSocket(hub.address, first)
  const upgrade = (of: Parameters<typeof RudeSocket.upgrade>[1]) => RudeSocket.upgrade(hub.address, of)
  const sockets = '/socket.io/?EIO=4&transport=websocket'
  const head = 'HTTP/1.1\r\nHost: a\r\n'

  it('is let go of, whatever its peer keeps open', async () => {
    const lines: Record<string, RudeSocket> = {
      'from another site': upgrade({ origin: 'https://evil.example' }),
      'to another address': upgrade({ path: '/api/session' }),
      'by a transport that is none': upgrade({ path: '/socket.io/?EIO=4&transport=carrier-pigeon' }),
      'of an old kind': upgrade({ path: '/socket.io/?EIO=2&transport=websocket' }),
      'to go on with a socket of somebody': upgrade({ path: `${sockets}&sid=AAAA` }),
      'without its key': http(`GET ${sockets} ${head}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`),
      'that is no request': http('\x16\x03\x01\x02'),
      'with an expectation': http(`POST /api/sign-in ${head}Expect: cake\r\nContent-Length: 0\r\n\r\n`),
      'that stops within its headers': http(`GET / ${head}X-A: `),
      'that never begins': http(''),
      'that never says who it is': upgrade(honest),
    }
    const stranger = upgrade({ cookie: 'hub=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })
    await stranger.opened
    stranger.says('40')
    await stranger.hears('not-signed-in')
    await Promise.all([stranger, ...Object.values(lines)].map(({ gone }) => gone))
    const welcome = Object.entries(lines).filter(([, { came }]) => came.includes('pulse') || came.includes('presence'))
    expect(welcome.map(([what]) => what)).toEqual([])
    expect(lost).toBe(0)
  })
})
