import './safety.css'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { checkIn, mySafety, sayHome, spokeToColleague, type MySafety } from '#shared/safety/contract.ts'
import { toldOfCall } from '#shared/safety/whoAnswers.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { Help, QuietWord } from './Help.tsx'
import { useNumbers } from './useNumbers.ts'

const AGAIN_MINUTES = [30, 60, 120] as const
const againWords = (minutes: (typeof AGAIN_MINUTES)[number]): string =>
  minutes === 30 ? '30 min' : minutes === 60 ? '1 hour' : '2 hours'
const watchOf = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && 'watchId' in input ? input.watchId : null

/** One's own check-in and the ways to call for help. Every tap here is kept while there is no signal, and says so. */
export function OwnSafety({ allocationId }: { readonly allocationId: AllocationId | null }) {
  const safety = useAnswer(mySafety, {}).data
  const { outOfHoursName } = useSession().service
  if (!safety) return null
  const { watch } = safety
  const told = toldOfCall(watch?.toldName ?? null, watch?.toldOutOfHours ?? false, outOfHoursName)
  return (
    <>
      {safety.toRing.map((one) => (
        <ToRing key={one.id} one={one} />
      ))}
      {watch !== null && allocationId !== null && <CheckIn watch={watch} allocationId={allocationId} />}
      <QuietWord word={safety.quietWord} />
      <Help called={watch?.helpAt ?? null} told={told} />
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
  if (!watch?.goingHome || watch.helpAt !== null || !can('help with allocations')) return null
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
  const { first } = useNumbers()
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
      not answer, ring {first.name}.
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
