import { useTimeOf } from '#client/kernel/clock.ts'
import { Icon } from '#client/ui/Icon.tsx'
import type { NeededFact } from '#shared/referrals/intake.ts'
import { msOf, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import styles from './referrals.module.css'

/** What a call should take to write down: the service's aim, never a limit. */
const AIM_SECONDS = 80
/** A draft taken up again later is no longer "on this call". */
const LONGEST_CALL_SECONDS = 30 * 60
const RING = 226

/** How long this call has been going on. */
export function CallTimer({ receivedAt }: { readonly receivedAt: Instant }) {
  const seconds = useTimeOf((now) => Math.max(0, Math.floor((msOf(now) - msOf(receivedAt)) / 1000)))
  const today = useTimeOf((now) => londonDayOf(now), 60_000)
  const over = seconds >= LONGEST_CALL_SECONDS
  const drawn = Math.min(1, seconds / AIM_SECONDS) * RING
  return (
    <section className="card ring" aria-label="Length of the call">
      <svg viewBox="0 0 84 84" aria-hidden="true" focusable="false">
        <circle cx="42" cy="42" r="36" fill="none" stroke="var(--calm-track)" strokeWidth="8" />
        <circle
          cx="42"
          cy="42"
          r="36"
          fill="none"
          stroke="var(--brand)"
          strokeWidth="8"
          strokeDasharray={`${drawn.toFixed(0)} ${RING}`}
          transform="rotate(-90 42 42)"
        />
        <g
          transform="translate(28 28) scale(1.75)"
          fill="none"
          stroke="var(--brand)"
          strokeWidth="1.3"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M3.2 2.2h2.6l1.2 3-1.6 1.2a8.4 8.4 0 0 0 4.2 4.2l1.2-1.6 3 1.2v2.6c0 .6-.5 1-1.1 1A11.6 11.6 0 0 1 2.2 3.3c0-.6.4-1.1 1-1.1z" />
        </g>
      </svg>
      <div>
        <b>{over ? formatInstant(receivedAt, today as ReturnType<typeof londonDayOf>) : lengthWords(seconds)}</b>
        <span className="muted">
          {over ? 'when this call came in' : 'on this call'}
          <br />
          Aim: {AIM_SECONDS} seconds
        </span>
      </div>
    </section>
  )
}

/** @example lengthWords(51) // '51 seconds'; lengthWords(130) // '2m 10s' */
export function lengthWords(seconds: number): string {
  if (seconds < 100) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.floor(seconds / 60)}m ${seconds % 60}s`
}

/** The facts without which a call cannot be saved, ticked as they are given. */
export function NeededToSave({ facts }: { readonly facts: readonly NeededFact[] }) {
  return (
    <section className="card todo-card" aria-labelledby="needed">
      <div className={`card-b ${styles.call}`}>
        <h2 className="h3" id="needed">
          Needed to save
        </h2>
        <ul className="todo">
          {facts.map(({ words, detail, given }) => (
            <li key={words} className={given ? 'ok' : 'no'}>
              <Icon name={given ? 'check' : 'circle'} />
              <span>
                {words}
                <span className="vh">{given ? ', given' : ', still needed'}</span>
                {!given && detail && <span className={`muted ${styles.plain}`}> {detail}</span>}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** What need not be asked while the caller waits. */
export function CanWait() {
  return (
    <section className="card later" aria-labelledby="later">
      <div className={`card-b ${styles.call}`}>
        <h2 className="h3" id="later">
          Can wait until after the call
        </h2>
        <p className="muted">Nearest relative, alternatives tried, household, doctors, bed, interpreter</p>
      </div>
    </section>
  )
}
