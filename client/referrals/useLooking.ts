import { useEffect, useRef } from 'react'
import { tellLooking, useConnection } from '#client/kernel/live.ts'
import { isTyping } from '#client/kernel/shortcuts.ts'

const STILL_MS = 5000

/** Tells colleagues that this record is open here, and while something is being typed in it. */
export function useLooking(referralId: string): void {
  const { phase } = useConnection()
  const connected = phase === 'live' || phase === 'back'
  const typing = useRef(false)
  useEffect(() => {
    if (!connected) return
    let still: ReturnType<typeof setTimeout> | undefined
    const say = (now: boolean): void => {
      if (typing.current !== now) tellLooking({ referralId, typing: now })
      typing.current = now
    }
    const typed = (event: Event): void => {
      if (!isTyping(event.target)) return
      clearTimeout(still)
      still = setTimeout(() => say(false), STILL_MS)
      say(true)
    }
    typing.current = false
    tellLooking({ referralId, typing: false })
    document.addEventListener('input', typed)
    return () => {
      clearTimeout(still)
      document.removeEventListener('input', typed)
      tellLooking(null)
    }
  }, [referralId, connected])
}
