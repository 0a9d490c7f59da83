import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { shortMoment } from '#client/allocations/moments.ts'
import { useNow } from '#client/kernel/clock.ts'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { useConnection } from '#client/kernel/live.ts'
import { useOutbox } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Brand } from '#client/ui/Brand.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { PhoneTabs, PhoneTop, SyncSign } from '#client/ui/PhoneTabs.tsx'
import { myDuty, type MyDuty } from '#shared/allocations/contract.ts'
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

/** The number that the service has set, as My duty was last told; before that the one that stands beside the page. It asks for nothing. */
function useHubPhone(): string | null {
  const cache = useQueryClient()
  const council = useCouncil()
  const told = useSyncExternalStore(
    (tell) => cache.getQueryCache().subscribe(tell),
    () => cache.getQueryData<MyDuty>([myDuty.name, {}])?.hubPhone,
  )
  return told ?? council?.hubPhone ?? null
}

/** An AMHP's four tabs. The way to ring the hub is always in the same place. */
export function FieldTabs() {
  const hubPhone = useHubPhone()
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
      <a href={hubPhone ? telOf(hubPhone) : undefined}>
        <Icon name="phone" />
        Call hub
      </a>
    </PhoneTabs>
  )
}
