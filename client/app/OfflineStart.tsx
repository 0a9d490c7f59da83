import { useEffect } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { waitingHere } from '#client/kernel/outbox.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { londonDayOf } from '#shared/time/london.ts'
import { pressWords } from './duty/pressWords.ts'

const AGAIN_MS = 10_000

/**
 * The page that opens when the hub cannot be asked who is there. On a phone without signal it says what waits to be sent, and whom to
 * ring; nothing about anybody's work is kept on the device, so none of it can be shown.
 */
export function OfflineStart({ retry }: { readonly retry: () => void }) {
  const council = useCouncil()
  useRetry(retry)
  return (
    <div className="p-main">
      <h1 className="h1">The hub cannot be reached</h1>
      <p>
        No signal, or the hub is down. Your work is kept at the hub and not on this device, so it cannot be shown until
        the hub answers. This page tries again by itself.
      </p>
      <Kept />
      <Button icon="again" onClick={retry}>
        Try again
      </Button>
      <div className="pair">
        {council && (
          <a className={buttonClass({ kind: 's' })} href={telOf(council.hubPhone)}>
            <Icon name="phone" />
            Ring the hub
          </a>
        )}
        <a className={buttonClass({ kind: 'd' })} href="tel:999">
          <Icon name="phone" />
          Call 999
        </a>
      </div>
      {council && (
        <p className="muted">
          The hub is there {council.hubHours}, on {council.hubPhone}. At other times ring {council.nightPhone}.
        </p>
      )}
    </div>
  )
}

/** What was tapped before and has not gone yet: codes and times, which is all that a phone keeps. */
function Kept() {
  const today = londonDayOf(useNow(60_000))
  const waiting = waitingHere()
  if (waiting.length === 0) return null
  return (
    <Notice icon="clock">
      <b>{waiting.length === 1 ? '1 tap waits on this phone.' : `${waiting.length} taps wait on this phone.`}</b> The
      hub does not know of {waiting.length === 1 ? 'it' : 'them'} yet. Each goes once, in this order, when there is a
      signal and you are signed in.
      <ol>
        {waiting.map((press) => (
          <li key={press.id}>{pressWords(press, today)}</li>
        ))}
      </ol>
    </Notice>
  )
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
