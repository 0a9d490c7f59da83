import { useSyncExternalStore } from 'react'
import type { PersonId } from '#shared/kernel/ids.ts'

/** `blocked`: wanted, and the browser or the computer refuses it. `impossible`: this browser has none. */
export type AlertState = 'on' | 'off' | 'blocked' | 'impossible'

let person: PersonId | null = null
let wanted = false
const listeners = new Set<() => void>()
const last = new Map<string, Notification>()

const settingOf = (whose: PersonId): string => `duty-hub.alert.${whose}`

function tell(): void {
  for (const one of listeners) one()
}

/** @example alertStateOf(true, 'denied') // 'blocked' */
export function alertStateOf(wants: boolean, permission: NotificationPermission | null): AlertState {
  if (permission === null) return 'impossible'
  if (!wants) return 'off'
  return permission === 'granted' ? 'on' : 'blocked'
}

const permissionNow = (): NotificationPermission | null =>
  typeof Notification === 'undefined' ? null : Notification.permission

/** Notices of this computer as this person wants them here, until they go. @returns how to end that */
export function alertsOf(whose: PersonId): () => void {
  person = whose
  try {
    wanted = globalThis.localStorage.getItem(settingOf(whose)) === 'on'
  } catch {
    wanted = false
  }
  tell()
  return () => {
    person = null
    wanted = false
    tell()
  }
}

/** Turns notices of the computer on or off for whoever is signed in, here; turned on, the browser asks them once. */
export async function setAlert(next: boolean): Promise<void> {
  wanted = next
  try {
    if (person !== null) localStorage.setItem(settingOf(person), next ? 'on' : 'off')
  } catch {
    // Kept until the page is closed.
  }
  if (next && permissionNow() === 'default') await Notification.requestPermission().catch(() => undefined)
  tell()
}

/**
 * Shows a notice of the computer while the hub's page is behind others. Others may read it, so it names a reference and a clock, and
 * nobody. Pressed, it brings the page to the front.
 *
 * @param about of what is about the same only the last stands
 */
export function alertBehind(words: string, about: string): void {
  if (document.hasFocus() || alertStateOf(wanted, permissionNow()) !== 'on') return
  try {
    // A notice that only takes an earlier one's place is not shown anew: the earlier one goes first.
    last.get(about)?.close()
    const notice = new Notification('Duty Hub', { body: words })
    last.set(about, notice)
    notice.addEventListener('click', () => {
      window.focus()
      notice.close()
    })
  } catch {
    // Phones show notices through their service worker only.
  }
}

export const useAlertState = (): AlertState =>
  useSyncExternalStore(
    (one) => {
      listeners.add(one)
      return () => listeners.delete(one)
    },
    () => alertStateOf(wanted, permissionNow()),
    () => 'off',
  )
