import { createRoute } from '@tanstack/react-router'
import { guarded } from './guarded.tsx'
import { root } from './rootRoute.tsx'

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
