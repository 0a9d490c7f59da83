import { Fragment } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { useWaitingOfOthers, type WaitingOf } from '#client/kernel/outbox.ts'
import { useSessionNow } from '#client/kernel/session.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { isCallForHelp, waitsWords } from './duty/pressWords.ts'

/**
 * What waits on this device of somebody who is not signed in now: how much and whose, and nothing of what it is about. It goes with
 * nobody's name but theirs, and a call for help among it is said aloud.
 */
export function OthersTaps() {
  const { session } = useSessionNow()
  return useWaitingOfOthers().map((one) => (
    <Fragment key={one.owner}>
      {one.waiting.length > 0 && <Waits of={one} />}
      {session === null && <HelpTaken of={one} />}
    </Fragment>
  ))
}

/** For whoever called and comes back to a page that has signed them out: the hub has it, and what waits besides is said beside it. */
export function HelpTaken({ of: { givenName, taken } }: { readonly of: WaitingOf }) {
  const today = londonDayOf(useNow(60_000))
  return taken.filter(isCallForHelp).map(({ id, madeAt, takenAt }) => (
    <Notice key={id} tone="done">
      <b>
        The hub has {givenName === null ? 'the' : `${givenName}’s`} call for help of {formatInstant(madeAt, today)}.
      </b>{' '}
      It came at {formatInstant(takenAt ?? madeAt, today)}. In danger, call <a href="tel:999">999</a>.
    </Notice>
  ))
}

function Waits({ of }: { readonly of: WaitingOf }) {
  const { session } = useSessionNow()
  const hubPhone = useCouncil()?.hubPhone ?? null
  const [serviceId, personId] = of.owner.split('.')
  const own = session?.person.id === personId
  const service = own ? (session?.services.find(({ id }) => id === serviceId)?.name ?? 'another service') : null
  const help = of.waiting.some(isCallForHelp)
  return (
    <Notice tone={help ? 'breach' : 'warn'} icon={help ? undefined : 'clock'} speaks={help ? 'at-once' : 'politely'}>
      <b>{waitsWords(of, service)}</b>{' '}
      {help ? (
        <>
          A call for help is among it: <b>nobody knows of it yet.</b> Call <a href="tel:999">999</a>
          {hubPhone !== null && (
            <>
              {' '}
              or ring the hub on <a href={telOf(hubPhone)}>{hubPhone}</a>
            </>
          )}
          .
        </>
      ) : (
        'The hub does not know of it yet. It is sent in no other name.'
      )}
    </Notice>
  )
}
