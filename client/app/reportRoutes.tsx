import { createRoute } from '@tanstack/react-router'
import { guarded } from './guarded.tsx'
import { root, textSearch } from './rootRoute.tsx'

export const lateWorking = createRoute({
  getParentRoute: () => root,
  path: '/reports/toil',
  validateSearch: textSearch('to', 'weeks'),
  component: guarded(['decide TOIL', 'see reports'], () =>
    import('./LateWorkingPage.tsx').then(({ LateWorkingPage }) => LateWorkingPage),
  ),
  staticData: { title: () => 'TOIL and late working' },
})

export const toilPolicies = createRoute({
  getParentRoute: () => root,
  path: '/reports/toil/policies',
  component: guarded(['decide TOIL'], () => import('#client/toil/Policies.tsx').then(({ Policies }) => Policies)),
  staticData: { title: () => 'TOIL policies' },
})
export const personToil = createRoute({
  getParentRoute: () => root,
  path: '/reports/toil/people/$personId',
  component: guarded(['decide TOIL'], () => import('#client/toil/PersonToil.tsx').then(({ PersonToil }) => PersonToil)),
  staticData: { title: () => 'TOIL of a colleague' },
})
export const payrollPage = createRoute({
  getParentRoute: () => root,
  path: '/reports/toil/payroll',
  component: guarded(['decide TOIL'], () => import('#client/toil/Payroll.tsx').then(({ Payroll }) => Payroll)),
  staticData: { title: () => 'Payroll' },
})

export const figures = createRoute({
  getParentRoute: () => root,
  path: '/reports/figures/$report',
  validateSearch: textSearch('from', 'to', 'change', 'hour', 'for'),
  component: guarded(['see reports'], () => import('#client/reports/Figures.tsx').then(({ Figures }) => Figures)),
  staticData: { title: () => 'Reports' },
})
export const packList = createRoute({
  getParentRoute: () => root,
  path: '/reports/packs',
  component: guarded(['see reports'], () => import('#client/reports/Packs.tsx').then(({ Packs }) => Packs)),
  staticData: { title: () => 'Committee reports' },
})
export const pack = createRoute({
  getParentRoute: () => root,
  path: '/reports/packs/$packId',
  component: guarded(['see reports'], () => import('#client/reports/PackPage.tsx').then(({ PackPage }) => PackPage)),
  staticData: { title: () => 'Committee report' },
})
