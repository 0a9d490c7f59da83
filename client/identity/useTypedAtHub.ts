import { useEffect } from 'react'
import { ask, send } from '#client/kernel/api.ts'
import { takeUp, watchKept } from '#client/kernel/drafts.ts'
import { keepUnsent, unsent } from '#shared/identity/unsent.ts'

const PAUSE_MS = 2000
/** A call being written down keeps itself, under its reference; what is looked for is nothing to keep. */
const KEPT_OTHERWISE = /^(?:intake\.|referrals\.find)/

/**
 * Keeps what is typed into any form at the hub too, two seconds after the last letter, and takes it up again when its person signs in:
 * at another computer, or at this one after somebody else. It goes when it has been sent.
 */
export function useTypedAtHub(): void {
  useEffect(() => {
    const waiting = new Map<string, unknown>()
    let timer: ReturnType<typeof setTimeout> | null = null
    const flush = (): void => {
      timer = null
      if (waiting.size === 0) return
      const pieces = [...waiting]
      waiting.clear()
      const keep = Object.fromEntries(pieces.filter(([, value]) => value !== undefined))
      const drop = pieces.filter(([, value]) => value === undefined).map(([key]) => key)
      // What does not get through stays in this tab's memory; the next letter brings it along.
      send(keepUnsent, { keep: keep as never, drop }, { tries: 1 }).catch(() => {
        for (const [key, value] of pieces) if (!waiting.has(key)) waiting.set(key, value)
      })
    }
    const flushNow = (): void => {
      if (timer !== null) clearTimeout(timer)
      flush()
    }
    const stopWatching = watchKept((key, value) => {
      if (KEPT_OTHERWISE.test(key)) return
      waiting.set(key, value)
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(flush, value === undefined ? 0 : PAUSE_MS)
    })
    ask(unsent, {})
      .then(({ content }) => takeUp(content))
      .catch(() => undefined)
    document.addEventListener('visibilitychange', flushNow)
    return () => {
      stopWatching()
      if (timer !== null) clearTimeout(timer)
      document.removeEventListener('visibilitychange', flushNow)
    }
  }, [])
}
