import { useSyncExternalStore } from 'react'
import { call } from './wire.ts'

/** That somebody signed out here and the hub has not heard of it: nothing about whom. */
const KEY = 'duty-hub.sign-out-owed'
const TRY_EVERY_MS = 3000

/** The same, where the storage is full or closed. */
let owedHere = false
const listeners = new Set<() => void>()

/** Whether the session that was open here may still be open at the hub, although its person has signed out. */
export function owesSignOut(): boolean {
  try {
    return owedHere || localStorage.getItem(KEY) !== null
  } catch {
    return owedHere
  }
}

function owe(isOwed: boolean): void {
  owedHere = isOwed
  try {
    if (isOwed) localStorage.setItem(KEY, '1')
    else localStorage.removeItem(KEY)
  } catch {
    // Then it is owed for as long as this page is open.
  }
  for (const tell of listeners) tell()
}

/**
 * Ends the session at the hub. While it has not heard of it the cookie still opens everything, so it is owed until it has: also after a
 * reload, before anything else is asked.
 *
 * @returns whether the hub has heard of it
 */
export async function signOutAtHub(): Promise<boolean> {
  const heard = await call('/api/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).then(
    // Nobody is signed in there: that is as good.
    ({ ok, status }) => ok || status === 401,
    () => false,
  )
  owe(!heard)
  return heard
}

/** Pays what is owed as soon as there is a signal. @returns what stops it */
export function paySignOut(): () => void {
  const pay = (): void => {
    if (owesSignOut()) void signOutAtHub()
  }
  const timer = setInterval(pay, TRY_EVERY_MS)
  window.addEventListener('online', pay)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', pay)
  }
}

export function useOwesSignOut(): boolean {
  return useSyncExternalStore((tell) => {
    listeners.add(tell)
    window.addEventListener('storage', tell)
    return () => {
      listeners.delete(tell)
      window.removeEventListener('storage', tell)
    }
  }, owesSignOut)
}
