import { useSyncExternalStore, type ReactNode } from 'react'
import type { IconName } from './Icon.tsx'

export interface Toast {
  readonly words: ReactNode
  /** Quieter, after the words: "Ewa’s phone has it, not yet opened". */
  readonly detail?: ReactNode
  readonly icon?: IconName | undefined
  /** The ids of what it tells of, so that it goes when one of them turns out otherwise. */
  readonly about?: readonly string[] | undefined
  /** How long it is shown, when that is not 20 seconds. */
  readonly forMs?: number | undefined
  /** Takes the deed back. `Z` does the same while the toast is shown. */
  readonly undo?: (() => void) | undefined
}

let shown: (Toast & { readonly key: number }) | null = null
let count = 0
const listeners = new Set<() => void>()

function show(next: typeof shown): void {
  shown = next
  for (const tell of listeners) tell()
}

/**
 * Says that something was done, for 20 seconds. One at a time: a new one takes the place of the old.
 *
 * @example toast({ words: 'Allocated to Ewa Kowalska.', undo: takeBack })
 */
export function toast(next: Toast): void {
  count += 1
  show({ ...next, key: count })
}

export const dismissToast = (): void => show(null)

/** Takes away what tells of something that turned out otherwise. @example dismissToastAbout(press.id) */
export function dismissToastAbout(id: string): void {
  if (shown?.about?.includes(id) === true) show(null)
}

export const useToast = (): typeof shown =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => shown,
  )
