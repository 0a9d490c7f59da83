import { useEffect, useState } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { clocksHere, hubTimeAsKept } from '#client/kernel/keptClocks.ts'
import { waitingHere } from '#client/kernel/outbox.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { HelpTaken } from './OthersTaps.tsx'
import { keptReading } from './duty/keptClockWords.ts'
import { pressWords } from './duty/pressWords.ts'

const AGAIN_MS = 10_000

/**
 * The page that opens when the hub cannot be asked who is there. On a phone without signal it says what waits to be sent, and whom to
 * ring, and which clocks ran on the jobs in hand: by reference, as nothing about anybody is kept on the device.
 */
export function OfflineStart({ retry }: { readonly retry: () => void }) {
  useState(hubTimeAsKept)
  const council = useCouncil()
  const { hubPhone, nightPhone } = council ?? { hubPhone: null, nightPhone: null }
  useRetry(retry)
  return (
    <div className="p-main">
      <h1 className="h1">The hub cannot be reached</h1>
      <p>
        No signal, or the hub is down. Names, places and what was said are kept at the hub and not on this device, so
        they cannot be shown until the hub answers. This page tries again by itself.
      </p>
      <Clocks />
      <Kept />
      <Button icon="again" onClick={retry}>
        Try again
      </Button>
      <div className="pair">
        {hubPhone !== null && (
          <a className={buttonClass({ kind: 's' })} href={telOf(hubPhone)}>
            <Icon name="phone" />
            Ring the hub
          </a>
        )}
        {nightPhone !== null && (
          <a className={buttonClass({ kind: 's' })} href={nightPhone ? telOf(nightPhone) : undefined}>
            <Icon name="phone" />
            Ring {council?.nightName ?? ''}
          </a>
        )}
        <a className={buttonClass({ kind: 'd' })} href="tel:999">
          <Icon name="phone" />
          Call 999
        </a>
      </div>
      {hubPhone !== null && (
        <p className="muted">
          The hub is on {hubPhone}.
          {nightPhone !== null && ` When it is closed, ring ${council?.nightName ?? ''} on ${nightPhone}.`}
        </p>
      )}
    </div>
  )
}

/** The clocks of the jobs in hand as the hub last said, counted on by this phone. */
function Clocks() {
  const now = useNow(15_000)
  const clocks = clocksHere(now)
  if (clocks.length === 0) return null
  return (
    <section className="stack" aria-labelledby="kept-clocks">
      <h2 className="h2" id="kept-clocks">
        Clocks on your jobs
      </h2>
      {clocks.map((clock) => (
        <div key={`${clock.number} ${clock.kind}`}>
          <StatutoryClock look="phone" clock={keptReading(clock, now)} />
          <p className="muted">
            As the hub said at {formatInstant(clock.asOf, londonDayOf(now))}. It may have changed.
          </p>
        </div>
      ))}
    </section>
  )
}

/** What was tapped before and has not gone yet: codes and times, which is all that a phone keeps. */
function Kept() {
  const today = londonDayOf(useNow(60_000))
  const here = waitingHere()
  const taken = here.map((of) => <HelpTaken key={`${of.owner} has`} of={of} />)
  const waits = here.filter(({ waiting }) => waiting.length > 0)
  const kept = waits.map(({ owner, givenName, waiting }) => (
    <Notice key={owner} icon="clock">
      <b>
        {waiting.length === 1 ? '1 tap' : `${waiting.length} taps`}
        {givenName !== null && ` of ${givenName}’s`} {waiting.length === 1 ? 'waits' : 'wait'} on this phone.
      </b>{' '}
      The hub does not know of {waiting.length === 1 ? 'it' : 'them'} yet. Each goes once, in this order, when there is
      a signal and {givenName ?? 'its person'} is signed in.
      <ol>
        {waiting.map((press) => (
          <li key={press.id}>{pressWords(press, today)}</li>
        ))}
      </ol>
    </Notice>
  ))
  return [...taken, ...kept]
}

/** Asks again when the phone says that there is a signal, and now and then, as phones do not always say so. */
function useRetry(retry: () => void): void {
  useEffect(() => {
    const timer = setInterval(retry, AGAIN_MS)
    window.addEventListener('online', retry)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', retry)
    }
  }, [retry])
}
