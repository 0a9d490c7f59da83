import { lazy, Suspense } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { Avatar } from '#client/ui/Avatar.tsx'
import { roleNames } from '#shared/kernel/permission.ts'

const MeMenu = lazy(() => import('./MeMenu.tsx').then((loaded) => ({ default: loaded.MeMenu })))

/** Who is signed in. The menu behind it is loaded after the page: nobody opens it first. */
export function MeButton({ onShowKeys }: { readonly onShowKeys?: (() => void) | undefined }) {
  return (
    <Suspense
      fallback={
        <span className="me">
          <MeFace />
        </span>
      }
    >
      <MeMenu onShowKeys={onShowKeys} />
    </Suspense>
  )
}

/** Initials, name and first role. */
export function MeFace() {
  const { person } = useSession()
  const [role] = person.roles
  return (
    <>
      <Avatar initials={person.initials} />
      <span className="txt">
        {person.name}
        <span className="role">{role && roleNames[role]}</span>
      </span>
    </>
  )
}
