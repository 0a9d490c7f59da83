import { useNow } from '#client/kernel/clock.ts'
import { useConnection } from '#client/kernel/live.ts'
import { useOutbox } from '#client/kernel/outbox.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { msOf } from '#shared/time/instant.ts'

/** A press that goes out at once is not worth a word. */
const WORTH_SAYING_MS = 2000

/** How many taps wait on this phone, the same number as at the top of it; 0 while none has waited for longer than a moment. */
function useUnsent(): number {
  const now = useNow(1000)
  const { waiting } = useOutbox()
  return waiting.some(({ madeAt }) => msOf(now) - msOf(madeAt) >= WORTH_SAYING_MS) ? waiting.length : 0
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

export interface PressedWordsProps {
  /** The id of the press. */
  readonly press: string
  /** What was pressed, and when: "On my way 23:47". */
  readonly pressed: string
  /** What is so once the hub has it: "On your way 23:47". */
  readonly done: string
}

/** A tap in words: nothing is said to be done before the hub has it. */
export function PressedWords({ press, pressed, done }: PressedWordsProps) {
  const now = useNow(1000)
  const { waiting, refused } = useOutbox()
  if (refused.some(({ id }) => id === press)) return `${pressed}: not accepted.`
  const own = waiting.find(({ id }) => id === press)
  if (own === undefined) return done
  return msOf(now) - msOf(own.madeAt) < WORTH_SAYING_MS
    ? `${pressed}: being sent.`
    : `${pressed}: kept on this phone, will be sent.`
}

/** While words go to the hub, which are kept on no phone: a button that is only grey says nothing. */
export function BeingSent() {
  const { phase } = useConnection()
  return (
    <p className="note">
      <Icon name="clock" />
      <span>
        {phase === 'reconnecting' || phase === 'stale' ? (
          <>
            <b>No signal just now.</b> The hub is still being tried. What you typed stays on this page, and nowhere else
            on this phone.
          </>
        ) : (
          <>
            <b>Being sent to the hub.</b> Stay on this page until it is saved.
          </>
        )}
      </span>
    </p>
  )
}
