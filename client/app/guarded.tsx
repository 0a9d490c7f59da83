import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import type { Permission } from '#shared/kernel/permission.ts'
import { NoAccess } from './NoAccess.tsx'

type Screen = () => React.ReactNode

/**
 * A screen that is loaded when it is first needed, and shown to those who hold one of the permissions. The hub checks again at
 * every door: this only spares people a page of refusals.
 *
 * @example guarded(['see the board'], () => import('./Board.tsx').then(({ Board }) => Board))
 */
export function guarded(needs: readonly Permission[], load: () => Promise<Screen>): RouteComponent {
  const Loaded = lazyRouteComponent(() => load().then((screen) => ({ screen })), 'screen')
  function Guarded() {
    const { can } = useSession()
    return needs.some(can) ? <Loaded /> : <NoAccess />
  }
  return Loaded.preload ? Object.assign(Guarded, { preload: Loaded.preload }) : Guarded
}
