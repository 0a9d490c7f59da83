import { useCallback, useSyncExternalStore } from 'react'

/**
 * What people have typed and not yet sent. It outlives refetches, other people's changes, another page and a session that ran out;
 * it is held in memory and never written to this device, because it may be about a person.
 */
const kept = new Map<string, unknown>()
const listeners = new Set<() => void>()
let owner: string | null = null

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function keep(key: string, value: unknown): void {
  kept.set(key, value)
  tell()
}

/** Forgets what was typed: all of it at sign-out, or what begins with a key when it has been sent. */
export function forgetKept(prefix = ''): void {
  for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key)
  tell()
}

/** Keeps drafts for the same person who signs in again, and clears them for anybody else. */
export function forgetKeptOfOthers(personId: string): void {
  if (owner !== null && owner !== personId) forgetKept()
  owner = personId
}

/** Whether anything typed under a key has not been sent. */
export const isKept = (prefix: string): boolean => [...kept.keys()].some((key) => key.startsWith(prefix))

/**
 * A value that is never lost while it is being filled in. The third is `clear`: call it when it has been sent.
 *
 * @param key names the record and the field: `triage.R-2424.reason`
 */
export function useKept<Value>(
  key: string,
  initial: Value,
): readonly [value: Value, set: (value: Value) => void, clear: () => void] {
  const value = useSyncExternalStore(subscribe, () => (kept.has(key) ? (kept.get(key) as Value) : undefined))
  const set = useCallback((next: Value) => keep(key, next), [key])
  const clear = useCallback(() => {
    kept.delete(key)
    tell()
  }, [key])
  return [value === undefined ? initial : value, set, clear]
}

/**
 * Text that is never lost while it is being typed.
 *
 * @example const [note, setNote, clearNote] = useKeptText(`note.${referralId}`)
 */
export const useKeptText = (
  key: string,
  initial = '',
): readonly [text: string, set: (text: string) => void, clear: () => void] => useKept(key, initial)
