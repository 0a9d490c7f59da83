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

/** Told of each change: a value, or `undefined` when what was typed has been sent or thrown away. */
type Watcher = (key: string, value: unknown) => void
let watcher: Watcher = () => {}

/** Follows what is typed, to keep it at the hub too. @returns the way to stop */
export function watchKept(watch: Watcher): () => void {
  watcher = watch
  return () => {
    watcher = () => {}
  }
}

export function keep(key: string, value: unknown): void {
  kept.set(key, value)
  watcher(key, value)
  tell()
}

/** What was typed under a key and not yet sent, for whoever adds to it later; `undefined` when nothing was. */
export const keptOf = (key: string): unknown => kept.get(key)

/** Takes up again what was typed at another time; what stands in this tab's memory is newer and stays. */
export function takeUp(found: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(found)) if (!kept.has(key)) kept.set(key, value)
  tell()
}

function drop(key: string): void {
  if (kept.delete(key)) watcher(key, undefined)
}

/** Forgets what was typed under keys that begin so: it has been sent. */
export function forgetKept(prefix: string): void {
  for (const key of kept.keys()) if (key.startsWith(prefix)) drop(key)
  tell()
}

/** Forgets in this tab all that was typed, at sign-out. What the hub keeps of it stays there for its person. */
export function forgetKeptHere(): void {
  kept.clear()
  tell()
}

/** Keeps drafts for the same person who signs in again, and clears them for anybody else. @returns whether it is somebody else */
export function forgetKeptOfOthers(personId: string): boolean {
  const another = owner !== null && owner !== personId
  if (another) forgetKeptHere()
  owner = personId
  return another
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
    drop(key)
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
