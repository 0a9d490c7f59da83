import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { allSingleKeys, keyFor, meantBy, usualKeys, type OwnKeys } from '#shared/kernel/singleKeys.ts'

/** A key of `singleKeys`, or two one after the other: `n`, `?`, `g b`. Each person may have another key for the single ones. */
export interface Shortcut {
  readonly keys: string
  /** In words, for the list behind `?`. */
  readonly says: string
  readonly run: () => void
}

const SETTING = 'duty-hub.shortcuts'
const TOGETHER_MS = 1_200
const OFF: OwnKeys = { on: false, changed: {} }

let active: readonly { readonly current: Shortcut }[] = []
/** As the hub keeps them of whoever is signed in; until it has said so, as this computer last knew. `null` while some are changed, not known how. */
let own: OwnKeys | null = readSetting()
let first: { readonly key: string; readonly timer: ReturnType<typeof setTimeout> } | null = null
const listeners = new Set<() => void>()
/** How many parts of the page want no shortcuts now. */
let held = 0

function readSetting(): OwnKeys | null {
  try {
    const known = globalThis.localStorage.getItem(SETTING)
    return known === 'own' ? null : known === 'off' ? OFF : usualKeys
  } catch {
    return usualKeys
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Works by the keys of whoever is signed in, and remembers on this computer only whether there are any and whether they are the usual ones. */
export function keysAre(next: OwnKeys): void {
  own = next
  try {
    localStorage.setItem(SETTING, !next.on ? 'off' : Object.keys(next.changed).length > 0 ? 'own' : 'on')
  } catch {
    // A browser that keeps nothing asks the hub each time.
  }
  tell()
}

/** The keys of a thing as its person presses them; `null` when none do it. Pairs, and what is no shortcut of one key, stay as they are. */
const pressedFor = (keys: string): string | null => {
  const known = allSingleKeys.find((key) => key === keys)
  if (own?.on !== true) return known === undefined && !keys.includes(' ') ? keys : null
  return known === undefined ? keys : keyFor(known, own)
}

/** The same for what prints a key or names it to a screen reader. @example useKey('n') // 'x', for whoever changed it */
export const useKey = (keys: string | undefined): string | null =>
  useSyncExternalStore(subscribe, () => (keys === undefined ? null : pressedFor(keys)))

/** Whether a key pressed here is meant as text, or moves within a list of choices. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'button', 'submit', 'radio'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/**
 * Where letters are no shortcuts: in a form somebody who types on past a choice would press what they do not see, and take an alarm or lose
 * the page in the middle of a call.
 */
const inFormDialogOrMenu = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('form, dialog, [role="menu"]') !== null

/** Number keys belong to a group of choices while it has the focus. */
const takenByChoices = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLInputElement && event.target.type === 'radio' && /^\d$/.test(event.key)

function runFor(event: KeyboardEvent): void {
  if (
    own?.on !== true ||
    held > 0 ||
    event.defaultPrevented ||
    event.repeat ||
    event.ctrlKey ||
    event.altKey ||
    event.metaKey
  )
    return
  if (isTyping(event.target) || inFormDialogOrMenu(event.target) || takenByChoices(event)) return
  const key = event.key.toLowerCase()
  const pressed = first === null ? meantBy(key, own) : `${first.key} ${key}`
  if (first !== null) clearTimeout(first.timer)
  first = null
  const found = active.findLast(({ current }) => current.keys === pressed)
  if (found) {
    event.preventDefault()
    found.current.run()
  } else if (active.some(({ current }) => current.keys.startsWith(`${key} `))) {
    first = { key, timer: setTimeout(() => (first = null), TOGETHER_MS) }
  }
}

/** Starts listening for keys. Called once. */
export const startShortcuts = (): void => document.addEventListener('keydown', runFor)

/**
 * A shortcut for as long as the component is shown. Off while typing, in forms and dialogs, and with Ctrl, Alt or Meta.
 * The one shown last wins. Print the key on the button that it works.
 *
 * @param shortcut `null` when there is nothing to do now
 * @example useShortcut({ keys: 'n', says: 'New referral', run: startReferral })
 */
export function useShortcut(shortcut: Shortcut | null): void {
  const current = useRef<Shortcut | null>(shortcut)
  // Before the key is on the screen, not after: a key that can be seen works, and one that works does what is seen.
  useLayoutEffect(() => {
    current.current = shortcut
  })
  const keys = shortcut?.keys ?? null
  useLayoutEffect(() => {
    if (keys === null) return
    const mine = {
      get current(): Shortcut {
        return current.current ?? { keys, says: '', run: () => {} }
      },
    }
    active = [...active, mine]
    tell()
    return () => {
      active = active.filter((one) => one !== mine)
      tell()
    }
  }, [keys])
}

/** No shortcuts while something waits that looks as if it could be typed into: what is typed at it is meant as text. */
export function useNoShortcuts(waits: boolean): void {
  useEffect(() => {
    if (!waits) return
    held += 1
    return () => void (held -= 1)
  }, [waits])
}

/** What can be done by key now, each by the key that it has as a rule, and whether and how its person has changed them. */
export function useShortcutList(): { readonly own: OwnKeys; readonly shortcuts: readonly Shortcut[] } {
  const keys = useSyncExternalStore(subscribe, () => own)
  const shown = useSyncExternalStore(subscribe, () => active)
  const byKeys = new Map(shown.map(({ current }) => [current.keys, current]))
  return { own: keys ?? usualKeys, shortcuts: [...byKeys.values()] }
}
