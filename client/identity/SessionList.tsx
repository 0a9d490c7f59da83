import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { SessionRow } from '#shared/identity/sessions.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { lastUsedWords } from './sessionWords.ts'
import './sessions.css'

interface SessionListProps {
  readonly label: string
  readonly sessions: readonly SessionRow[]
  /** The one that is being ended just now. */
  readonly ending: string | null
  readonly onEnd: (session: SessionRow) => void
}

/** Devices on which somebody is signed in, the one used last first. */
export function SessionList({ label, sessions, ending, onEnd }: SessionListProps) {
  const now = useNow(60_000)
  const several = new Set(sessions.map(({ serviceId }) => serviceId)).size > 1
  return (
    <ul className="sessions-l" aria-label={label}>
      {sessions.map((session) => (
        <li key={session.id} className="session">
          <div className="session-t">
            <span className="session-d">
              <Icon name={session.deviceKind === 'computer' ? 'screen' : 'phone'} />
              <b>{session.device}</b>
              {session.here && (
                <Tag tone="done" icon="check">
                  This one
                </Tag>
              )}
            </span>
            <span className="muted">
              {session.here ? 'In use now' : lastUsedWords(session.lastUsedAt, now)}
              {session.address !== '' && ` · from ${session.address}`}
              {several && ` · ${session.serviceName}`}
            </span>
            <span className="muted">{since(session)}</span>
          </div>
          {!session.here && (
            <Button
              size="sm"
              busy={ending === session.id}
              aria-label={`Sign out on ${session.device}, ${lastUsedWords(session.lastUsedAt, now)}`}
              onClick={() => onEnd(session)}
            >
              Sign out there
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

const since = ({ since: began, endsAt }: { readonly since: Instant; readonly endsAt: Instant }): string =>
  `Signed in ${formatInstant(began)} · ends ${formatInstant(endsAt)} if nothing more is done there`
