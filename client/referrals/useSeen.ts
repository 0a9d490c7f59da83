import { useKept } from '#client/kernel/drafts.ts'

export interface Seen {
  /** The version that is sent: the one on the screen when the typing began. */
  readonly version: number
  /** Somebody changed it since. */
  readonly changed: boolean
  /** The typing begins: from now on, what others change is shown and not silently taken over. */
  readonly pin: () => void
  /** What others changed has been looked at. */
  readonly accept: () => void
  readonly clear: () => void
}

/**
 * Remembers which version of a record its person saw when they began to type. The record on the screen moves on with the news;
 * what is typed against an older version must not overwrite it unseen.
 *
 * @param key the same as the key of what is typed
 */
export function useSeen(key: string, current: number): Seen {
  const [pinned, setPinned, clear] = useKept<number | null>(`${key}.seen`, null)
  return {
    version: pinned ?? current,
    changed: pinned !== null && pinned !== current,
    pin: () => {
      if (pinned === null) setPinned(current)
    },
    accept: () => setPinned(current),
    clear,
  }
}
