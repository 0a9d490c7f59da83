import { createRoute } from '@tanstack/react-router'
import { guarded } from './guarded.tsx'
import { root, textSearch } from './rootRoute.tsx'

export const handover = createRoute({
  getParentRoute: () => root,
  path: '/handover',
  component: guarded(['hand over'], () => import('./handover/Handover.tsx').then(({ Handover }) => Handover)),
  staticData: { title: () => 'Handover' },
})
export const handoverSheet = createRoute({
  getParentRoute: () => root,
  path: '/handover/$handoverId',
  component: guarded(['hand over'], () =>
    import('./handover/HandoverSheet.tsx').then(({ HandoverSheet }) => HandoverSheet),
  ),
  staticData: { title: () => 'Handover' },
})

export const downtime = createRoute({
  getParentRoute: () => root,
  path: '/downtime',
  component: guarded(['see the board'], () => import('./downtime/Downtime.tsx').then(({ Downtime }) => Downtime)),
  staticData: { title: () => 'Copy for an outage' },
})
export const wallDisplays = createRoute({
  getParentRoute: () => root,
  path: '/wall-displays',
  component: guarded(['keep wall displays'], () =>
    import('#client/wall/WallDisplays.tsx').then(({ WallDisplays }) => WallDisplays),
  ),
  staticData: { title: () => 'Wall displays' },
})

export const notices = createRoute({
  getParentRoute: () => root,
  path: '/me/notices',
  component: guarded(['keep own account'], () =>
    import('#client/notices/NoticesPage.tsx').then(({ NoticesPage }) => NoticesPage),
  ),
  staticData: { title: () => 'Notices' },
})
export const noticeHealth = createRoute({
  getParentRoute: () => root,
  path: '/people/notices',
  component: guarded(['manage accounts'], () =>
    import('#client/notices/NoticeHealth.tsx').then(({ NoticeHealth }) => NoticeHealth),
  ),
  staticData: { title: () => 'Notices that failed' },
})

/** What the service is called, and the lists it chooses from: for whoever sets it up. */
const service = createRoute({
  getParentRoute: () => root,
  path: '/people/service',
  validateSearch: textSearch('tab'),
  component: guarded(['set up the service'], () =>
    import('#client/register/setUp/SetUpPage.tsx').then(({ SetUpPage }) => SetUpPage),
  ),
  staticData: { title: () => 'The service and its lists' },
})

/** What the lanes of the board are called, and in which order they come. */
const boardLanes = createRoute({
  getParentRoute: () => root,
  path: '/people/lanes',
  component: guarded(['set up the service'], () => import('./lanes/LanesPage.tsx').then(({ LanesPage }) => LanesPage)),
  staticData: { title: () => 'Lanes of the board' },
})

export const serviceRoutes = [service, boardLanes] as const

/** Records that were opened with a reason, for whoever reviews them. */
export const openings = createRoute({
  getParentRoute: () => root,
  path: '/openings',
  component: guarded(['review openings'], () =>
    import('#client/restricted/Openings.tsx').then(({ Openings }) => Openings),
  ),
  staticData: { title: () => 'Opened with a reason' },
})
