import type { addPushDevice } from '#shared/notices/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'

/** Why this browser cannot show notices, or that it can. `blocked` is for its person to undo in the browser's own settings. */
export type PushHere = 'can' | 'blocked' | 'cannot'

/** Whether notices can be shown on this device. Only over https, with a service worker, which a phone has once the app is kept there. */
export function pushHere(): PushHere {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'cannot'
  return Notification.permission === 'denied' ? 'blocked' : 'can'
}

const bytesOf = (key: string): Uint8Array<ArrayBuffer> => {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** What this device is called for its person. @example deviceLabel('Mozilla/5.0 (iPhone; …') // 'iPhone' */
export function deviceLabel(agent: string): string {
  const known = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'CrOS', 'Linux'] as const
  const found = known.find((one) => agent.includes(one))
  return found === undefined ? 'A device' : found === 'Macintosh' ? 'Mac' : found === 'CrOS' ? 'Chromebook' : found
}

/**
 * Asks this browser to take notices, which asks its person.
 *
 * @param publicKey the hub's; only the hub can write to what comes of it
 * @returns what the hub has to know, or `null` when its person said no
 * @throws Error when the browser or its push service fails
 */
export async function subscribeHere(publicKey: string): Promise<SentTo<typeof addPushDevice> | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  await navigator.serviceWorker.ready
  // One that was made for another key of the hub cannot be written to any more.
  const before = await registration.pushManager.getSubscription()
  await before?.unsubscribe()
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  })
  const { endpoint, keys } = made.toJSON()
  return {
    endpoint: endpoint ?? '',
    p256dh: keys?.['p256dh'] ?? '',
    auth: keys?.['auth'] ?? '',
    label: deviceLabel(navigator.userAgent),
  }
}
