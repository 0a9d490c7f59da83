import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import type { Permission } from '#shared/kernel/permission.ts'
import { NoAccess } from './NoAccess.tsx'

type Screen = () => React.ReactNode

const loads: { readonly needs: readonly Permission[]; readonly load: () => Promise<Screen> }[] = []

/**
 * Fetches the screens that somebody may open before they need them, one after another: a call can come in just as the line goes.
 * A failure is left for the moment when the screen is wanted.
 */
export async function fetchScreensAhead(can: (permission: Permission) => boolean): Promise<void> {
  for (const { needs, load } of loads) if (needs.some(can)) await load().catch(() => undefined)
}

/**
 * A screen that is loaded when it is first needed, and shown to those who hold one of the permissions. The hub checks again at
 * every door: this only spares people a page of refusals.
 *
 * @example guarded(['see the board'], () => import('./Board.tsx').then(({ Board }) => Board))
 */
export function guarded(needs: readonly Permission[], load: () => Promise<Screen>): RouteComponent {
  const Loaded = lazyRouteComponent(() => load().then((screen) => ({ screen })), 'screen')
  loads.push({ needs, load })
  function Guarded() {
    const { can } = useSession()
    return needs.some(can) ? <Loaded /> : <NoAccess />
  }
  return Loaded.preload ? Object.assign(Guarded, { preload: Loaded.preload }) : Guarded
}
