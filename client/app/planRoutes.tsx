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
  validateSearch: textSearch('plan', 'pattern'),
  component: guarded(['plan the rota'], () => import('#client/planner/PlanFill.tsx').then(({ PlanFill }) => PlanFill)),
  staticData: { title: () => 'Plan: fill the rota' },
})
export const planPatterns = createRoute({
  getParentRoute: () => root,
  path: '/plan/patterns',
  component: guarded(['plan the rota'], () =>
    import('#client/rota/PatternsPage.tsx').then(({ PatternsPage }) => PatternsPage),
  ),
  staticData: { title: () => 'Patterns of the rota' },
})
export const planMinimums = createRoute({
  getParentRoute: () => root,
  path: '/plan/minimums',
  component: guarded(['plan the rota'], () =>
    import('#client/rota/MinimumsPage.tsx').then(({ MinimumsPage }) => MinimumsPage),
  ),
  staticData: { title: () => 'Minimums of the rota' },
})
export const planFairness = createRoute({
  getParentRoute: () => root,
  path: '/plan/fairness',
  validateSearch: textSearch('from', 'to'),
  component: guarded(['plan the rota'], () =>
    import('#client/rota/FairnessPage.tsx').then(({ FairnessPage }) => FairnessPage),
  ),
  staticData: { title: () => 'Fairness of the rota' },
})
export const planHours = createRoute({
  getParentRoute: () => root,
  path: '/plan/hours',
  component: guarded(['plan the rota'], () =>
    import('#client/rota/hours/WorkingTimePage.tsx').then(({ WorkingTimePage }) => WorkingTimePage),
  ),
  staticData: { title: () => 'Working time' },
})
export const planChoosing = createRoute({
  getParentRoute: () => root,
  path: '/plan/choosing',
  component: guarded(['weigh choices'], () =>
    import('./choosing/ChoosingPage.tsx').then(({ ChoosingPage }) => ChoosingPage),
  ),
  staticData: { title: () => 'How choices are weighed' },
})
export const planUrgency = createRoute({
  getParentRoute: () => root,
  path: '/plan/urgency',
  component: guarded(['weigh choices'], () =>
    import('./urgency/UrgencyPage.tsx').then(({ UrgencyPage }) => UrgencyPage),
  ),
  staticData: { title: () => 'Urgency' },
})
export const planSettings = createRoute({
  getParentRoute: () => root,
  path: '/plan/settings',
  component: guarded(['plan the rota'], () =>
    import('#client/rota/SettingsPage.tsx').then(({ SettingsPage }) => SettingsPage),
  ),
  staticData: { title: () => 'Settings of the rota' },
})
