import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import type { Permission } from '#shared/kernel/permission.ts'
import { NoAccess } from './NoAccess.tsx'

type Screen = () => React.ReactNode

const loads: { readonly needs: readonly Permission[]; readonly load: () => Promise<Screen> }[] = []

const SETTING = 'duty-hub.screens'

/** Which build this page is of, by the name of the file that it begins with. */
const build = (): string => document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? ''

function fetchedBefore(): string | null {
  try {
    return sessionStorage.getItem(SETTING)
  } catch {
    return null
  }
}

function keepFetched(these: string): void {
  try {
    sessionStorage.setItem(SETTING, these)
  } catch {
    // Then the next page fetches them again.
  }
}

/** Whether somebody asked their browser to spare the line: then nothing is fetched that they may never open. */
const sparesTheLine = (): boolean =>
  (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true

/**
 * Fetches the screens that somebody may open before they need them, one after another: a call can come in just as the line goes. Once
 * for each tab and build: from then on the browser has the files, which never change, and need not run them all with every page.
 * A failure is left for the moment when the screen is wanted, and for the next page.
 */
export async function fetchScreensAhead(can: (permission: Permission) => boolean): Promise<void> {
  if (sparesTheLine()) return
  const wanted = loads.filter(({ needs }) => needs.some(can))
  // Whoever signs in next at this tab may open others.
  const these = `${build()} ${wanted.length}`
  if (fetchedBefore() === these) return
  let all = true
  for (const { load } of wanted) all = (await load().then(Boolean, () => false)) && all
  if (all) keepFetched(these)
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
