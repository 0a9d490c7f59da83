import { Link } from '@tanstack/react-router'
import { shortMoment } from '#client/allocations/moments.ts'
import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { useConnection } from '#client/kernel/live.ts'
import { useOutbox } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useNumbers } from '#client/safety/useNumbers.ts'
import { Brand } from '#client/ui/Brand.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { PhoneTabs, PhoneTop, SyncSign } from '#client/ui/PhoneTabs.tsx'
import { MeButton } from './MeButton.tsx'

/** The top of an AMHP's phone: always says whether everything has been sent. */
export function FieldTop() {
  const { heardAt, phase } = useConnection()
  const now = useNow(60_000)
  const { waiting } = useOutbox()
  const words = phase === 'connecting' || heardAt === null ? 'Connecting' : `Up to date ${shortMoment(heardAt, now)}`
  const noSignal = phase === 'reconnecting' || phase === 'stale'
  return (
    <PhoneTop
      brand={
        <Link className="brand" to="/me">
          <Brand />
        </Link>
      }
    >
      <SyncSign waiting={waiting.length} noSignal={noSignal} words={words} />
      <MeButton />
    </PhoneTop>
  )
}

/** While there is no signal: since when, and that what is pressed is kept. */
export function SignalBar() {
  const { phase, heardAt } = useConnection()
  const now = useNow(60_000)
  if (phase !== 'reconnecting' && phase !== 'stale') return null
  return (
    <div className="off-bar" role="status">
      <Icon name="no-signal" />
      <div>
        <b>{heardAt ? `No signal since ${shortMoment(heardAt, now)}.` : 'No signal.'}</b> What you press is saved on
        this phone. It goes to the hub by itself when signal is back.
      </div>
    </div>
  )
}

/** An AMHP's four tabs. The way to ring whoever is there now is always in the same place. */
export function FieldTabs() {
  const { first } = useNumbers()
  const { can } = useSession()
  return (
    <PhoneTabs>
      <Link to="/me" activeOptions={{ exact: true }}>
        <Icon name="home" />
        Now
      </Link>
      <Link to="/me/rota">
        <Icon name="calendar" />
        My rota
      </Link>
      {can('see own TOIL') && (
        <Link to="/me/toil">
          <Icon name="clock" />
          My TOIL
        </Link>
      )}
      <a href={telOf(first.phone)}>
        <Icon name="phone" />
        {first.kind === 'hub' ? (
          'Call hub'
        ) : (
          <span>
            Out of hours<span className="vh">: call {first.name}</span>
          </span>
        )}
      </a>
    </PhoneTabs>
  )
}
