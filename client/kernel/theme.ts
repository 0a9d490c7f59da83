import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const SETTING = 'duty-hub.theme'
const dark = globalThis.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function pinned(): Theme | null {
  try {
    const text = localStorage.getItem(SETTING)
    return text === 'light' || text === 'dark' ? text : null
  } catch {
    return null
  }
}

let theme: Theme = pinned() ?? (dark.matches ? 'dark' : 'light')

function show(next: Theme): void {
  theme = next
  document.documentElement.dataset['theme'] = next
  for (const tell of listeners) tell()
}

/** Shows the theme that was pinned on this device, or else the system's, and follows it. Called once, before the first paint. */
export function startTheme(): void {
  show(theme)
  dark.addEventListener('change', () => pinned() ?? show(dark.matches ? 'dark' : 'light'))
}

/** Pins a theme on this device. */
export function pinTheme(next: Theme): void {
  try {
    localStorage.setItem(SETTING, next)
  } catch {
    // Kept until the page is closed.
  }
  show(next)
}

export const useTheme = (): Theme =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => theme,
  )
