import { createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { PendingState } from '#client/ui/PendingState.tsx'
import { isoWeekOf, londonDayOf } from '#shared/time/london.ts'
import {
  downtime,
  handover,
  handoverSheet,
  noticeHealth,
  notices,
  openings,
  serviceRoutes,
  wallDisplays,
} from './deskRoutes.tsx'
import { Failed } from './Failed.tsx'
import { guarded } from './guarded.tsx'
import { Home } from './Home.tsx'
import {
  planFairness,
  planFill,
  planHours,
  planMinimums,
  planPatterns,
  planChoosing,
  planUrgency,
  planSettings,
  planShifts,
} from './planRoutes.tsx'
import { figures, lateWorking, pack, packList, payrollPage, personToil, toilPolicies } from './reportRoutes.tsx'
import { calendarFeeds, callInList, rotaImport } from './rotaRoutes.tsx'
import { root, textSearch } from './rootRoute.tsx'

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** The page's title. It names a referral by number, never a person. */
    readonly title?: (params: Readonly<Record<string, string | undefined>>) => string
  }
}

function ThisWeek() {
  return <Navigate to="/rota/$week" params={{ week: isoWeekOf(londonDayOf(nowInstant())) }} replace />
}

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: Home })

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: textSearch('show', 'area', 'team', 'waiting', 'as'),
  component: guarded(['see the board', 'see the board without names'], () =>
    import('./Board.tsx').then(({ Board }) => Board),
  ),
  staticData: { title: () => 'The Board' },
})
/** The board with a row selected. The board reads the number itself, so that selecting does not build it anew. */
const boardRow = createRoute({
  getParentRoute: () => board,
  path: 'r/$number',
  staticData: { title: ({ number = '' }) => `R-${number}, the Board` },
})

const referrals = createRoute({
  getParentRoute: () => root,
  path: '/referrals',
  validateSearch: textSearch('show', 'page'),
  component: guarded(['read records'], () => import('./Referrals.tsx').then(({ Referrals }) => Referrals)),
  staticData: { title: () => 'Referrals' },
})
const newReferral = createRoute({
  getParentRoute: () => root,
  path: '/referrals/new',
  validateSearch: textSearch('draft'),
  component: guarded(['take referrals'], () =>
    import('#client/referrals/NewReferral.tsx').then(({ NewReferral }) => NewReferral),
  ),
  staticData: { title: () => 'New referral' },
})
const record = createRoute({
  getParentRoute: () => root,
  path: '/referrals/$number',
  validateSearch: textSearch('tab', 'follow'),
  component: guarded(['read a record'], () => import('./RecordPage.tsx').then(({ RecordPage }) => RecordPage)),
  staticData: { title: ({ number = '' }) => `R-${number}, referral` },
})

/** For a screen that nobody sits at: the shell shows it by its address, whoever is signed in. */
const wall = createRoute({ getParentRoute: () => root, path: '/wall', component: Home })

/** The web form of partners, reached by a link of their own, whoever is signed in: the shell shows it by its address. */
const refer = createRoute({ getParentRoute: () => root, path: '/refer', component: Home })

const rota = createRoute({ getParentRoute: () => root, path: '/rota', component: ThisWeek })
const rotaWeek = createRoute({
  getParentRoute: () => root,
  path: '/rota/$week',
  validateSearch: textSearch('by', 'shift', 'add', 'who', 'templates', 'publish', 'team'),
  component: guarded(['see the rota'], () => import('./RotaWithToil.tsx').then(({ RotaWithToil }) => RotaWithToil)),
  staticData: { title: ({ week = '' }) => `Rota, ${week}` },
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: textSearch('show', 'open'),
  component: guarded(['see the register', 'manage accounts'], () =>
    import('#client/register/People.tsx').then(({ People }) => People),
  ),
  staticData: { title: () => 'People' },
})

const mySessions = createRoute({
  getParentRoute: () => root,
  path: '/account/sessions',
  component: guarded(['keep own account'], () =>
    import('#client/identity/MySessions.tsx').then(({ MySessions }) => MySessions),
  ),
  staticData: { title: () => 'Where you are signed in' },
})
const personSessions = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId/sessions',
  component: guarded(['manage accounts'], () =>
    import('#client/identity/PersonSessions.tsx').then(({ PersonSessions }) => PersonSessions),
  ),
  staticData: { title: () => 'Signed in' },
})
const signInAndLeavers = createRoute({
  getParentRoute: () => root,
  path: '/people/sign-in',
  component: guarded(['manage accounts'], () =>
    import('#client/identity/Directory.tsx').then(({ Directory }) => Directory),
  ),
  staticData: { title: () => 'Sign-in and leavers' },
})
const sessionLimits = createRoute({
  getParentRoute: () => root,
  path: '/people/session-limits',
  component: guarded(['manage accounts'], () =>
    import('#client/identity/SessionLimits.tsx').then(({ SessionLimits }) => SessionLimits),
  ),
  staticData: { title: () => 'How long people stay signed in' },
})
const partners = createRoute({
  getParentRoute: () => root,
  path: '/people/partners',
  component: guarded(['manage accounts'], () =>
    import('#client/partners/Partners.tsx').then(({ Partners }) => Partners),
  ),
  staticData: { title: () => 'Partners and keys' },
})
const accountsRoute = createRoute({
  getParentRoute: () => root,
  path: '/people/accounts',
  component: guarded(['manage accounts'], () =>
    import('#client/identity/Accounts.tsx').then(({ Accounts }) => Accounts),
  ),
  staticData: { title: () => 'Accounts' },
})
const myAccount = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: guarded(['keep own account'], () =>
    import('#client/identity/MyAccount.tsx').then(({ MyAccount }) => MyAccount),
  ),
  staticData: { title: () => 'My account' },
})
/** Reached by a link or from the sign-in page, whoever is signed in: the shell shows them by their address. */
const password = createRoute({ getParentRoute: () => root, path: '/password', component: Home })
const forgotten = createRoute({ getParentRoute: () => root, path: '/password/forgotten', component: Home })

const privacy = createRoute({
  getParentRoute: () => root,
  path: '/privacy',
  validateSearch: textSearch('tab'),
  component: guarded(['export a person', 'release records', 'keep retention rules'], () =>
    import('#client/privacy/Privacy.tsx').then(({ Privacy }) => Privacy),
  ),
  staticData: { title: () => 'Privacy' },
})
const myData = createRoute({
  getParentRoute: () => root,
  path: '/me/data',
  component: guarded(['keep own account'], () => import('#client/privacy/MyData.tsx').then(({ MyData }) => MyData)),
  staticData: { title: () => 'My data' },
})

/** What is asked stands in the address: references, days and ids of colleagues, never a name. */
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: textSearch('tab', 'number', 'whose', 'who', 'by', 'value', 'from', 'to'),
  component: guarded(['review access', 'see who looked', 'verify the audit'], () =>
    import('#client/audit/Audit.tsx').then(({ Audit }) => Audit),
  ),
  staticData: { title: () => 'Audit' },
})

const myDuty = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: guarded(['see own work'], () => import('./MyDuty.tsx').then(({ MyDuty }) => MyDuty)),
  staticData: { title: () => 'My duty' },
})
const myRota = createRoute({
  getParentRoute: () => root,
  path: '/me/rota',
  component: guarded(['see the rota'], () => import('./MyRotaPage.tsx').then(({ MyRotaPage }) => MyRotaPage)),
  staticData: { title: () => 'My rota' },
})
const myToil = createRoute({
  getParentRoute: () => root,
  path: '/me/toil',
  component: guarded(['see own TOIL'], () => import('./MyToil.tsx').then(({ MyToil }) => MyToil)),
  staticData: { title: () => 'My TOIL' },
})

const rolesOfPeople = createRoute({
  getParentRoute: () => root,
  path: '/people/roles',
  component: guarded(['set roles'], () => import('#client/roles/Roles.tsx').then(({ Roles }) => Roles)),
  staticData: { title: () => 'Roles' },
})
const whoMayDoWhat = createRoute({
  getParentRoute: () => root,
  path: '/who-may-do-what',
  component: guarded(['see who is on'], () =>
    import('#client/roles/WhoMayDoWhat.tsx').then(({ WhoMayDoWhat }) => WhoMayDoWhat),
  ),
  staticData: { title: () => 'Who may do what' },
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    board.addChildren([boardRow]),
    referrals,
    newReferral,
    record,
    handover,
    handoverSheet,
    downtime,
    wallDisplays,
    wall,
    refer,
    rota,
    rotaWeek,
    rotaImport,
    callInList,
    calendarFeeds,
    people,
    mySessions,
    personSessions,
    signInAndLeavers,
    sessionLimits,
    rolesOfPeople,
    whoMayDoWhat,
    openings,
    ...serviceRoutes,
    partners,
    accountsRoute,
    myAccount,
    password,
    forgotten,
    lateWorking,
    planShifts,
    planFill,
    planPatterns,
    planMinimums,
    planFairness,
    planHours,
    planChoosing,
    planUrgency,
    planSettings,
    toilPolicies,
    personToil,
    payrollPage,
    figures,
    packList,
    pack,
    privacy,
    audit,
    myData,
    notices,
    noticeHealth,
    myDuty,
    myRota,
    myToil,
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PendingState,
  defaultErrorComponent: Failed,
  scrollRestoration: true,
})
