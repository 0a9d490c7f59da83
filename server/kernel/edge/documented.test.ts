import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Allowance } from '#shared/kernel/tokenBucket.ts'
import { LOGGED_FIELDS } from '../log.ts'
import { addressOf, placeOf } from './address.ts'
import { timesOver, usualAllowances } from './allowances.ts'
import { commandDoors, queryDoors } from '#server/doors.ts'
import { namedDoors, shareOf } from '#server/limits.ts'

const page = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8').replaceAll(/ +/g, ' ')

describe('the documents say what the code does', () => {
  const { sockets, ...buckets } = usualAllowances
  it.each(Object.entries(buckets) as [string, Allowance][])('about the allowance %s', (name, allowance) => {
    const { burst, perMinute, reserved } = allowance
    const row = page('limits')
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\` |`))
    expect(row).toMatch(new RegExp(`\\| ${burst} \\| ${perMinute} \\| ${reserved ?? '–'} \\|$`))
  })

  it('about sockets that are open at once, of which a larger service may have more too', () => {
    const { person, service, address } = sockets
    expect(page('limits')).toContain(
      `open at once: ${person} for a person, ${service} for a service, ${address} for an`,
    )
    expect(timesOver(usualAllowances, 5).sockets).toEqual({ person: 50, service: 5000, address: 5000 })
  })

  it('about each field of the log', () => {
    const rows = [...page('logging').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(rows).toEqual([...LOGGED_FIELDS])
  })

  it('and names only doors that there are', () => {
    const doors = new Set([...commandDoors, ...queryDoors].map(({ name }) => name))
    expect(namedDoors.filter((name) => !doors.has(name))).toEqual([])
    expect(shareOf('allocations.allocate')).toBe('emergency')
    expect(shareOf('people.exportAll')).toBe('export')
  })
})

describe('the address of a caller', () => {
  it.each([
    ['with no proxy of ours, what is written there is not believed', '192.0.2.9', '6.6.6.6', 0, '192.0.2.9'],
    ['one proxy tells one address', '10.0.0.1', '192.0.2.9', 1, '192.0.2.9'],
    ['what the caller put in front changes nothing', '10.0.0.1', '6.6.6.6, 7.7.7.7, 192.0.2.9', 1, '192.0.2.9'],
    ['two proxies', '10.0.0.1', '6.6.6.6, 192.0.2.9, 10.0.0.2', 2, '192.0.2.9'],
    ['fewer entries than proxies', '10.0.0.1', '', 2, '10.0.0.1'],
    ['an IPv4 address written as IPv6', '::ffff:192.0.2.9', undefined, 0, '192.0.2.9'],
  ])('%s', (_what, peer, told, proxies, expected) => {
    expect(addressOf(peer, told, proxies)).toBe(expected)
  })

  it.each([
    ['192.0.2.9', '192.0.2.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
  ])('%s is counted as %s', (address, place) => {
    expect(placeOf(address)).toBe(place)
  })
})
