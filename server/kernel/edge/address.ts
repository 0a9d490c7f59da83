import { isIPv6 } from 'node:net'

/**
 * The address from which somebody calls. Only so many entries of X-Forwarded-For are believed as there are proxies of ours in
 * front, counted from the right: what a caller writes there himself stands further left and changes nothing (ASVS 5.0 V15.3.4).
 *
 * @example addressOf('10.0.0.2', '6.6.6.6, 192.0.2.7', 1) // '192.0.2.7'
 */
export function addressOf(peer: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  const told = (forwardedFor ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const chain = [peer ?? '', ...told.toReversed()]
  return plain(chain[Math.min(proxies, chain.length - 1)] ?? '')
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * What is counted as one place: an IPv4 address, or the half of an IPv6 address that a provider gives to one household or office,
 * so that nobody has 18 quintillion allowances.
 *
 * @example placeOf('2001:db8:1:2:3:4:5:6') // '2001:db8:1:2'
 */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address.slice(0, 64)
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const filled = tail === undefined ? before : [...before, ...zeros(8 - before.length - after.length), ...after]
  return filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

const zeros = (count: number): string[] => Array.from({ length: Math.max(0, count) }, () => '0')
