/**
 * The number that a text message goes to, or `null` when the number on somebody's page is not a mobile in the United Kingdom.
 *
 * @example mobileOf('07700 900 123') // '+447700900123'
 * @example mobileOf('01632 960 100') // null
 */
export function mobileOf(phone: string): string | null {
  const digits = phone.replaceAll(/[\s().-]/g, '').replace(/^(?:\+44|0044)0?/, '0')
  return /^07\d{9}$/.test(digits) ? `+44${digits.slice(1)}` : null
}

/** https at a public name, on the usual port, without a password and without a fragment; the name is the first group. */
const PUSH_ADDRESS = /^https:\/\/((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?:\/[^\s#@\\]*)?$/
const INSIDE = /\.(?:local|localdomain|internal|intranet|lan|home|corp|test|invalid)$/

/** The name in a push address, or `null` for an address that no browser has. @example pushHostOf('https://10.0.0.8/abc') // null */
export function pushHostOf(text: string): string | null {
  const [, host = null] = text.length > 1000 ? [] : (PUSH_ADDRESS.exec(text) ?? [])
  return host === null || host.length > 253 || INSIDE.test(host) ? null : host
}

/**
 * Whether a browser's push address may be kept: nobody who signs in makes the hub knock at a door inside the council's network (OWASP
 * API7:2023, server-side request forgery). Which names are really posted to the settings say (`isNamed`).
 *
 * @example isPushAddress('https://updates.push.services.mozilla.com/wpush/v2/abc') // true
 */
export const isPushAddress = (text: string): boolean => pushHostOf(text) !== null

/**
 * Whether a host is one of those of the settings.
 *
 * @param hosts names, or `*.name` for all below it
 * @example isNamed('web.push.apple.com', ['*.push.apple.com']) // true
 */
export const isNamed = (host: string, hosts: readonly string[]): boolean =>
  hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one))
