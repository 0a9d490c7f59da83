import { useEffect, useRef } from 'react'
import { tellLooking, useConnection } from '#client/kernel/live.ts'
import { isTyping } from '#client/kernel/shortcuts.ts'

const STILL_MS = 5000
/** Whoever goes through the rows with J and K has none of them open: only one that is stayed with is told of. */
const STAYED_MS = 600

/** Tells colleagues that this record is open here, and while something is being typed in it. */
export function useLooking(referralId: string): void {
  const { phase } = useConnection()
  const connected = phase === 'live' || phase === 'back'
  const typing = useRef(false)
  useEffect(() => {
    if (!connected) return
    let still: ReturnType<typeof setTimeout> | undefined
    let told = false
    const tell = (now: boolean): void => {
      told = true
      typing.current = now
      tellLooking({ referralId, typing: now })
    }
    const say = (now: boolean): void => {
      if (typing.current !== now || !told) tell(now)
    }
    const typed = (event: Event): void => {
      // What is typed into a search is not about this record.
      if (!isTyping(event.target) || !(event.target instanceof Element) || event.target.closest('main') === null) return
      clearTimeout(still)
      still = setTimeout(() => say(false), STILL_MS)
      say(true)
    }
    typing.current = false
    const stayed = setTimeout(() => say(typing.current), STAYED_MS)
    document.addEventListener('input', typed)
    return () => {
      clearTimeout(stayed)
      clearTimeout(still)
      document.removeEventListener('input', typed)
      if (told) tellLooking(null)
    }
  }, [referralId, connected])
}
