import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'

export interface PersonLinksProps {
  readonly personId: PersonId
  readonly name: string
}

/** From a colleague to where they are signed in and to what they looked at: each for those who may see it, nothing for others. */
export function PersonLinks({ personId, name }: PersonLinksProps) {
  const { can } = useSession()
  return (
    <>
      {can('manage accounts') && (
        <Link to="/people/$personId/sessions" params={{ personId }}>
          Where they are signed in<span className="vh">: {name}</span>
        </Link>
      )}
      {can('see who looked') && (
        <Link to="/audit" search={{ tab: 'colleague', who: personId }}>
          What they looked at<span className="vh">: {name}</span>
        </Link>
      )}
    </>
  )
}
