import { createRoute } from '@tanstack/react-router'
import { guarded } from './guarded.tsx'
import { root, textSearch } from './rootRoute.tsx'

export const planShifts = createRoute({
  getParentRoute: () => root,
  path: '/plan/shifts',
  validateSearch: textSearch('plan'),
  component: guarded(['plan the rota'], () =>
    import('#client/planner/PlanShifts.tsx').then(({ PlanShifts }) => PlanShifts),
  ),
  staticData: { title: () => 'Plan: which shifts' },
})
export const planFill = createRoute({
  getParentRoute: () => root,
  path: '/plan/fill',
  validateSearch: textSearch('plan'),
  component: guarded(['plan the rota'], () => import('#client/planner/PlanFill.tsx').then(({ PlanFill }) => PlanFill)),
  staticData: { title: () => 'Plan: fill the rota' },
})
