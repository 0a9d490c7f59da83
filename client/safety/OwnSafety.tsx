import './safety.css'
import { useEffect, useRef, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { callHelp, checkIn, mySafety, sayHome, spokeToColleague, type MySafety } from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const AGAIN_MINUTES = [30, 60, 120] as const
const againWords = (minutes: (typeof AGAIN_MINUTES)[number]): string =>
  minutes === 30 ? '30 min' : minutes === 60 ? '1 hour' : '2 hours'
const watchOf = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && 'watchId' in input ? input.watchId : null
const HOLD_MS = 1500
const CANCEL_SECONDS = 5

/** One's own check-in and the ways to call for help. Every tap here is kept while there is no signal, and says so. */
export function OwnSafety({ allocationId }: { readonly allocationId: AllocationId | null }) {
  const safety = useAnswer(mySafety, {}).data
  if (!safety) return null
  return (
    <>
      {safety.toRing.map((one) => (
        <ToRing key={one.id} one={one} />
      ))}
      {safety.watch !== null && allocationId !== null && <CheckIn watch={safety.watch} allocationId={allocationId} />}
      <QuietWord word={safety.quietWord} />
      <Help called={safety.watch?.helpAt ?? null} />
    </>
  )
}

/**
 * For whoever is looked for with no work left that they set off for, where the page offers no other step home: sent home in the middle, or
 * finished within the shift after a call for help. A tap without signal is kept, and says so.
 */
export function WayHome() {
  const watch = useAnswer(mySafety, {}).data?.watch ?? null
  const { waiting } = useOutbox()
  const today = londonDayOf(useNow(60_000))
  const said = waiting.some(({ command }) => command === sayHome.name)
  const { can } = useSession()
  if (!watch?.goingHome || watch.helpAt !== null || !can('work allocations')) return null
  return (
    <section className="safe" aria-labelledby="way-home-h">
      <div>
        <h2 className="h3" id="way-home-h">
          Tell us when you are home
        </h2>
        <p className="muted">
          {said
            ? 'Kept on this phone. It goes to the hub with the next signal.'
            : `You are looked for from ${formatInstant(watch.backBy, today)} until you say that you are there.`}
        </p>
      </div>
      {!said && (
        <Button icon="home" onClick={() => void post(sayHome, { occurredAt: nowInstant() })}>
          I’m home
        </Button>
      )}
    </section>
  )
}

/** A colleague's check-in was missed, and this phone's owner is the buddy. */
function ToRing({ one }: { readonly one: MySafety['toRing'][number] }) {
  const today = londonDayOf(useNow(60_000))
  const { waiting } = useOutbox()
  const said = waiting.some(({ command, input }) => command === spokeToColleague.name && watchOf(input) === one.id)
  const spoken = (minutes: number): void => {
    const occurredAt = nowInstant()
    post(spokeToColleague, { watchId: one.id, occurredAt, backBy: addMinutes(occurredAt, minutes) })
  }
  if (said)
    return (
      <Notice tone="info" speaks="politely">
        You have spoken to {one.personName}. Waiting to send: until then the desk is still told.
      </Notice>
    )
  return (
    <Notice tone="warn" speaks="at-once">
      <b>Ring {one.personName} now.</b> They were to be back by {formatInstant(one.backBy, today)} and were last heard
      at {formatInstant(one.seenAt, today)}. {one.phone !== '' && <a href={telOf(one.phone)}>{one.phone}</a>} If they do
      not answer, ring the hub.
      <p className="spoken">I have spoken to them. They will be back, or say so again, in</p>
      <div className="pair three">
        {AGAIN_MINUTES.map((minutes) => (
          <Button key={minutes} onClick={() => spoken(minutes)}>
            {againWords(minutes)}
            <span className="vh">: {one.personName}</span>
          </Button>
        ))}
      </div>
    </Notice>
  )
}

interface CheckInProps {
  readonly watch: NonNullable<MySafety['watch']>
  readonly allocationId: AllocationId
}

function CheckIn({ watch, allocationId }: CheckInProps) {
  const now = useNow(15_000)
  const today = londonDayOf(now)
  const pressed = usePressedBackBy() ?? watch.backBy
  const overdue = now >= pressed
  const say = (minutes: number): void => {
    const occurredAt = nowInstant()
    post(checkIn, { allocationId, occurredAt, backBy: addMinutes(occurredAt, minutes) })
  }
  return (
    <section className="safe" aria-labelledby="check-in-h">
      <div role={overdue ? 'alert' : undefined}>
        <h2 className="h3" id="check-in-h">
          {overdue
            ? `Are you safe? You said ${formatInstant(pressed, today)}`
            : `Check in by ${formatInstant(pressed, today)}`}
        </h2>
        <p className="muted">I’m safe. Ask me again in</p>
      </div>
      <div className="pair three">
        {AGAIN_MINUTES.map((minutes) => (
          <Button key={minutes} icon="check" onClick={() => say(minutes)}>
            {againWords(minutes)}
          </Button>
        ))}
      </div>
    </section>
  )
}

/** The time that was last given on this phone and has not reached the hub. */
function usePressedBackBy(): Instant | null {
  const { waiting } = useOutbox()
  const last = waiting.findLast(({ command }) => command === checkIn.name)?.input
  // Made by this page a moment ago, or read back from what it kept: the same command, with the same fields.
  return typeof last === 'object' && last !== null && 'backBy' in last ? (last.backBy as Instant) : null
}

const callHeld = (): void => void post(callHelp, { how: 'held', occurredAt: nowInstant() })
const isHeld = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'how' in input && input.how === 'held'

function Help({ called }: { readonly called: Instant | null }) {
  const today = londonDayOf(useNow(60_000))
  const { waiting } = useOutbox()
  // A quiet call that waits is counted with the rest and not named: the phone may be in somebody else's sight.
  const unsent = waiting.some(({ command, input }) => command === callHelp.name && isHeld(input))
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
          <b>Help called at {formatInstant(called, today)}.</b> The desk has it until somebody has spoken to you.
        </Notice>
      )}
      {unsent && (
        <Notice tone="warn" speaks="at-once">
          <b>Not sent: no signal.</b> Nobody knows yet. Call 999.
        </Notice>
      )}
      <HoldForHelp onCalled={callHeld} />
    </section>
  )
}

/** Stands by itself and looks like an errand: whoever looks over a shoulder learns nothing, before or after. */
const QuietWord = ({ word }: { readonly word: string }) => (
  <Button kind="q" className="earlier" onClick={() => post(callHelp, { how: 'quiet', occurredAt: nowInstant() })}>
    Ask for {word}
  </Button>
)

/** Held for a second and a half, then five seconds to take it back. One press from a keyboard or a screen reader begins the five seconds. */
function HoldForHelp({ onCalled }: { readonly onCalled: () => void }) {
  const [held, setHeld] = useState(false)
  const [left, setLeft] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const letGo = (): void => {
    setHeld(false)
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  const begin = (): void => {
    letGo()
    setLeft(CANCEL_SECONDS)
  }
  useEffect(() => {
    if (left === null) return
    const next = setTimeout(() => {
      if (left > 1) return setLeft(left - 1)
      setLeft(null)
      onCalled()
    }, 1000)
    return () => clearTimeout(next)
  }, [left, onCalled])
  if (left !== null) {
    return (
      // Not the button that was held: letting go of that one must not press this.
      <Button key="cancel" kind="s" size="big" onClick={() => setLeft(null)}>
        Calling in {left}. Press to cancel
      </Button>
    )
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
