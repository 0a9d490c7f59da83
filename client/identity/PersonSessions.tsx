import { Link, useParams } from '@tanstack/react-router'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { personId } from '#shared/kernel/ids.ts'
import { SessionsOfPerson } from './SessionsOfPerson.tsx'

/** The same as a page of its own, for a link. */
export function PersonSessions() {
  const { personId: id } = useParams({ strict: false })
  const read = personId.safeParse(id)
  return (
    <div className="wrap own-sessions">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/people">People</Link>
        <span aria-hidden="true">/</span>
        <span>Signed in</span>
      </nav>
      <h1 className="h1">Signed in</h1>
      {read.success ? (
        <SessionsOfPerson personId={read.data} />
      ) : (
        <EmptyState title="Nobody in this service has that id" />
      )}
    </div>
  )
}
