import { useState } from 'react'
import { useKept, useKeptText } from '#client/kernel/drafts.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { readPast, twoPast, type NotBefore, type Which } from '#shared/allocations/readPast.ts'
import { addMinutes, earliest, latest, type Instant } from '#shared/time/instant.ts'

/** When something happened, as it is being said: by taps, or typed. */
export interface When {
  /** `null` is the usual time, or now where there is none, and goes on with the clock. What was typed counts as soon as it can be read. */
  readonly at: Instant | null
  /** What counts, and is shown, while nothing is said; `null` is now. */
  readonly usual: Instant | null
  readonly typed: string
  /** The two moments to choose from, when the clocks went back over what was typed. */
  readonly two: ReturnType<typeof twoPast>
  readonly which: Which
  readonly choose: (which: Which) => void
  readonly error: string | undefined
  /** How often a press was refused for it: each time, the box is brought into view. */
  readonly refusals: number
  readonly move: (byMinutes: number) => void
  readonly type: (text: string) => void
  /** Takes what was typed over to the counter. */
  readonly take: () => void
  /** Forgets what was said: it has been sent. */
  readonly forget: () => void
  /** The moment that counts, at a press; `undefined`, and the reason beside the box, when what was typed cannot be read. */
  readonly settle: () => Instant | undefined
}

/**
 * Keeps a moment that is tapped or typed. A typed time is never left behind: the press that sends uses it, or says why it cannot.
 *
 * @param key names the record and the field, so that it outlives a page that is loaded again: `delay.2424.when`
 * @param notBefore the earliest that it can have happened, if that is known: an earlier time is refused beside the box
 * @param usual when it happened as far as is known: what is put right happened when it happened
 * @example const occurredAt = when.settle()
 */
export function useWhen(key: string, notBefore: NotBefore | null = null, usual: Instant | null = null): When {
  const now = useNow(15_000)
  const [kept, setTapped, forgetTapped] = useKept<Instant | null>(`${key}.tapped`, null)
  const [typed, setTyped, forgetTyped] = useKeptText(`${key}.typed`)
  const [which, setWhich, forgetWhich] = useKept<Which>(`${key}.which`, '')
  const [error, setError] = useState<string | undefined>()
  const [refusals, setRefusals] = useState(0)
  const fromThen = (at: Instant): Instant => (notBefore === null ? at : latest(at, notBefore.at))
  const tapped = kept && fromThen(kept)
  const readAt = (by: Instant) => (typed.trim() === '' ? null : readPast(typed, by, notBefore, which))
  const read = readAt(now)
  const at = read?.ok ? earliest(read.value, now) : tapped
  const say = (): Instant | null | undefined => {
    const asked = readAt(nowInstant())
    setError(asked === null || asked.ok ? undefined : asked.refusal)
    if (asked?.ok === false) setRefusals((before) => before + 1)
    if (asked === null) return tapped
    return asked.ok ? earliest(asked.value, nowInstant()) : undefined
  }
  return {
    at,
    usual,
    typed,
    two: twoPast(typed, now),
    which,
    choose(one) {
      setWhich(one)
      setError(undefined)
    },
    error,
    refusals,
    move(byMinutes) {
      const moved = fromThen(addMinutes(at ?? usual ?? nowInstant(), byMinutes))
      setTyped('')
      setError(undefined)
      if (usual === null) setTapped(moved < nowInstant() ? moved : null)
      else setTapped(earliest(moved, nowInstant()))
    },
    type(text) {
      setTyped(text)
      setWhich('')
      setError(undefined)
    },
    take() {
      const said = say()
      if (said === undefined) return
      setTapped(said)
      setTyped('')
    },
    forget() {
      forgetTapped()
      forgetTyped()
      forgetWhich()
    },
    settle() {
      const said = say()
      // A phone may be a moment behind the hub.
      return said === null ? (usual ?? fromThen(nowInstant())) : said
    },
  }
}
