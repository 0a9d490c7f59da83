import { useSessionNow } from '#client/kernel/session.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { sessionEnds, type SessionEnd } from '#shared/kernel/sessionEnd.ts'

/** Signing out was their own doing; there is nothing to explain. */
const OWN_DOING: readonly SessionEnd[] = ['signed-out', 'moved']
/** Whoever has no way back needs no word about what they typed. */
const NO_WAY_BACK: readonly SessionEnd[] = ['left', 'disabled']

/** Why the page is covered, what is safe, and what to do: above the form for signing in. Nobody's name stands here. */
export function WhyOver() {
  const { over } = useSessionNow()
  if (over === null || OWN_DOING.includes(over)) return null
  return (
    <Notice tone="warn" speaks="at-once">
      <b>{sessionEnds[over]}</b>
      {!NO_WAY_BACK.includes(over) &&
        ' What you typed is kept. Sign in again, and you are back on the page where you were.'}
    </Notice>
  )
}
