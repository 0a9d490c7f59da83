import { useNow } from '#client/kernel/clock.ts'
import { useOutbox } from '#client/kernel/outbox.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { msOf } from '#shared/time/instant.ts'

/** A press that goes out at once is not worth a word. */
const WORTH_SAYING_MS = 2000

/** How many taps have waited on this phone for longer than a moment. */
function useUnsent(): number {
  const now = useNow(1000)
  const { waiting } = useOutbox()
  return waiting.filter(({ madeAt }) => msOf(now) - msOf(madeAt) >= WORTH_SAYING_MS).length
}

/** While what was tapped waits on the phone, it says so beside the next step, where the eye is: the desk does not know of it yet. */
export function NotSentYet() {
  const count = useUnsent()
  if (count === 0) return null
  return (
    <p className="note" role="status">
      <Icon name="clock" />
      <span>
        <b>Not sent yet.</b> {count === 1 ? 'Your last tap is' : `Your last ${count} taps are`} kept on this phone with
        the time, and sent when there is a signal. Until then the hub does not know.
      </span>
    </p>
  )
}

/** The same in a word, behind what was just done. */
export function NotSentWord() {
  return useUnsent() > 0 ? 'not sent yet' : null
}
