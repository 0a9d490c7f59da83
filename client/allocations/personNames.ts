import { useSyncExternalStore } from 'react'

interface Named {
  readonly firstName: string
  readonly lastName: string
}

const SETTING = 'duty-hub.names'
const listeners = new Set<() => void>()
let shown = readSetting()

function readSetting(): boolean {
  try {
    return globalThis.localStorage.getItem(SETTING) !== 'initials'
  } catch {
    return true
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Names of people referred, or their initials only, on this computer: for a screen that others can see. */
export function showNames(next: boolean): void {
  shown = next
  try {
    localStorage.setItem(SETTING, next ? 'names' : 'initials')
  } catch {
    // A browser that keeps nothing still obeys until the page is closed.
  }
  for (const tell of listeners) tell()
}

export const useNamesShown = (): boolean => useSyncExternalStore(subscribe, () => shown)

const initial = (name: string): string => (name.trim() === '' ? '' : `${[...name.trim()][0] ?? ''}.`)

/** As lists have it. @example listName({ firstName: 'Marta', lastName: 'Lindqvist' }, true) // 'Lindqvist, Marta' */
export function listName({ firstName, lastName }: Named, names: boolean): string {
  const parts = names ? [lastName, firstName] : [initial(lastName), initial(firstName)]
  return parts.filter((part) => part.trim() !== '').join(', ')
}

/** As it is said. @example saidName({ firstName: 'Marta', lastName: 'Lindqvist' }, false) // 'M. L.' */
export function saidName({ firstName, lastName }: Named, names: boolean): string {
  const parts = names ? [firstName, lastName] : [initial(firstName), initial(lastName)]
  return parts.filter((part) => part.trim() !== '').join(' ')
}

/** A colleague's first name. @example firstOf('Ewa Kowalska') // 'Ewa' */
export const firstOf = (name: string): string => name.split(' ')[0] ?? name
