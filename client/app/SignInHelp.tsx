import { telOf } from '#client/kernel/council.ts'
import { useHubAnswers } from '#client/kernel/hubAnswers.ts'
import { Icon } from '#client/ui/Icon.tsx'
import type { PublicFace } from '#shared/kernel/publicFace.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const Phone = ({ number }: { readonly number: string }) => <a href={telOf(number)}>{number}</a>

/** For somebody who is on the wrong page, or in a hurry. */
export function SignInHelp({ council }: { readonly council: PublicFace | null }) {
  return (
    <ul className="who3">
      {council && (
        <li>
          <Icon name="phone" />
          <span>
            <b>To make a referral</b>, ring{' '}
            {council.hubPhone === null ? (
              'the AMHP service of your council'
            ) : (
              <>
                the hub on <Phone number={council.hubPhone} />
              </>
            )}
            .
            {council.nightPhone !== null && (
              <>
                {' '}
                When it is closed, {council.nightName} on <Phone number={council.nightPhone} />.
              </>
            )}
          </span>
        </li>
      )}
      <li>
        <Icon name="bell" />
        <span>
          <b>Life at risk?</b> Call 999.
        </span>
      </li>
      <Answering />
    </ul>
  )
}

/** Never older than half a minute: a green line that stands there without a signal sends somebody to the wrong telephone. */
function Answering() {
  const hub = useHubAnswers()
  const isAway = hub?.answers === false
  return (
    <li className={isAway ? 'away' : undefined}>
      <Icon name={hub === null ? 'circle' : isAway ? 'no-signal' : 'check'} />
      <span>
        <b role="status">
          {hub === null
            ? 'Looking whether the hub answers …'
            : isAway
              ? 'The hub cannot be reached.'
              : 'The hub is answering.'}
        </b>{' '}
        {hub && `Checked ${formatInstant(hub.checkedAt, londonDayOf(hub.checkedAt))}.`}
        {isAway && ' This page looks again by itself.'}
      </span>
    </li>
  )
}
