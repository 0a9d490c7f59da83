import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { roleNames } from '#shared/kernel/permission.ts'

/** Somebody is signed in and may not see this page. Says as whom, so that they know whom to ask. */
export function NoAccess() {
  const { person, service } = useSession()
  return (
    <div className="wrap">
      <h1 className="h1">You do not have access to this page</h1>
      <p className="lede">
        You are signed in to {service.name} as {person.name},{' '}
        {person.roles.map((role) => roleNames[role]).join(' and ')}. If your work needs this page, ask your manager.
      </p>
      <div className="btns">
        <Link className={buttonClass({ kind: 'p' })} to="/">
          Go to your first page
        </Link>
      </div>
    </div>
  )
}
