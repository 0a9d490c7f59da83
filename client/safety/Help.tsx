import './safety.css'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { whosePress, type Whose } from '#client/kernel/whose.ts'
import type { NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { callHelp } from '#shared/safety/contract.ts'
import type { HelpHow } from '#shared/safety/ladder.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { helpCountdown } from './helpCountdown.ts'

const HOLD_MS = 1500

const call = (how: HelpHow, whose = whosePress()): void =>
  void post(callHelp, { how, occurredAt: nowInstant() }, { first: true, whose })
// Whoever pressed calls, also when the session ends within the seconds and somebody else signs in.
let counting: Whose | null = null
const countdown = helpCountdown(() => call('held', counting))

/** Of the calls for help that wait on this phone, whether one is of this kind. */
function useUnsent(how: HelpHow): boolean {
  const { waiting } = useOutbox()
  return waiting.some(
    ({ command, input }) =>
      command === callHelp.name && typeof input === 'object' && input !== null && 'how' in input && input.how === how,
  )
}

/** Why it has not gone, in the fewest words that are so: until a try has failed it is only on its way. */
const whyUnsent = (reason: NotSent['reason'] | null): string => {
  if (reason === null) return 'Sending.'
  if (reason === 'signed-out') return 'Not sent: you are signed out.'
  if (reason === 'somebody-else') return 'Not sent: somebody else is signed in on this phone.'
  if (reason === 'hub-down') return 'Not sent: the hub has a problem.'
  return navigator.onLine ? 'Not sent: the hub cannot be reached.' : 'Not sent: no signal.'
}

/** A call for help aloud: held, five seconds to take it back, and what has become of it. */
export function Help({ called, told }: { readonly called: Instant | null; readonly told: string }) {
  const today = londonDayOf(useNow(60_000))
  const unsent = useUnsent('held')
  const { firstFailed } = useOutbox()
  return (
    <section className="safe" aria-labelledby="call-help-h">
      <div>
        <h2 className="h3" id="call-help-h">
          Call for help
        </h2>
        <p className="muted">The hub prompts people; it is not an alarm company. In danger, call 999.</p>
      </div>
      {called !== null && (
        <Notice tone="breach" speaks="at-once">
          <b>Help called at {formatInstant(called, today)}.</b> {told} The call stands until somebody has spoken to you.
        </Notice>
      )}
      {unsent && (
        <Notice tone="warn" speaks="at-once">
          <b>{whyUnsent(firstFailed)}</b> Nobody knows yet. Call 999.
        </Notice>
      )}
      <HoldForHelp />
    </section>
  )
}

/**
 * Stands by itself and looks like an errand: whoever looks over a shoulder learns nothing, before or after. One that could not be sent
 * says so as an errand too: whoever relies on it has to know that nobody does yet.
 */
export function QuietWord({ word }: { readonly word: string }) {
  const unsent = useUnsent('quiet')
  const { firstFailed } = useOutbox()
  return (
    <>
      <Button kind="q" className="earlier" onClick={() => call('quiet')}>
        Ask for {word}
      </Button>
      {unsent && firstFailed !== null && (
        <p className="muted" role="status">
          Nobody has been asked for {word} yet. Ring about it.
        </p>
      )}
    </>
  )
}

/** Held for a second and a half, then five seconds to take it back. One press from a keyboard or a screen reader begins the five seconds. */
function HoldForHelp() {
  const [held, setHeld] = useState(false)
  const left = useSyncExternalStore(countdown.subscribe, countdown.left)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useCallWhenHidden()
  const letGo = (): void => {
    setHeld(false)
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  const begin = (): void => {
    letGo()
    counting = whosePress()
    countdown.begin()
  }
  if (left !== null) {
    return <TakeBack key="cancel" left={left} />
  }
  return (
    <Button
      key="hold"
      kind="d"
      size="big"
      icon="phone"
      className={held ? 'hold held' : 'hold'}
      onPointerDown={() => {
        setHeld(true)
        timer.current = setTimeout(begin, HOLD_MS)
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // No pointer was held: a keyboard, a switch or a screen reader.
        if (event.detail === 0) begin()
      }}
    >
      Hold to call for help
    </Button>
  )
}

/**
 * Another button than the one that was held, and pressed only by a touch that began on it: letting go of the other leaves a click here, for
 * a phone makes it wherever the finger is lifted.
 */
function TakeBack({ left }: { readonly left: number }) {
  const begunHere = useRef(false)
  return (
    <Button
      kind="s"
      size="big"
      onPointerDown={() => (begunHere.current = true)}
      onClick={(event) => {
        // No pointer at all: a keyboard, a switch or a screen reader.
        if (begunHere.current || event.detail === 0) countdown.cancel()
      }}
    >
      Calling in {left}. Press to cancel
    </Button>
  )
}

/** A phone that is locked, put away or taken has no timers to rely on: what is being counted is called at once. */
function useCallWhenHidden(): void {
  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') countdown.callNow()
    }
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', countdown.callNow)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', countdown.callNow)
    }
  }, [])
}
