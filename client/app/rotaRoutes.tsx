import { createRoute } from '@tanstack/react-router'
import { guarded } from './guarded.tsx'
import { root, textSearch } from './rootRoute.tsx'

export const rotaImport = createRoute({
  getParentRoute: () => root,
  path: '/rota/import',
  validateSearch: textSearch('week'),
  component: guarded(['plan the rota'], () =>
    import('#client/rota/importing/ImportPage.tsx').then(({ ImportPage }) => ImportPage),
  ),
  staticData: { title: () => 'Import a rota' },
})
export const callInList = createRoute({
  getParentRoute: () => root,
  path: '/rota/call-ins',
  component: guarded(['plan the rota'], () => import('#client/rota/CallIns.tsx').then(({ CallIns }) => CallIns)),
  staticData: { title: () => 'Call-ins' },
})
export const calendarFeeds = createRoute({
  getParentRoute: () => root,
  path: '/people/calendars',
  component: guarded(['manage accounts'], () => import('#client/rota/AllFeeds.tsx').then(({ AllFeeds }) => AllFeeds)),
  staticData: { title: () => 'Calendar addresses' },
})
