import { Navigate } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { landingOf } from './landing.ts'

/** The address without a page: everybody goes on to where their work begins. */
export function Home() {
  const { person } = useSession()
  const onPhone = window.matchMedia('(max-width: 600px)').matches
  return <Navigate to={landingOf(person.roles, onPhone)} replace />
}
