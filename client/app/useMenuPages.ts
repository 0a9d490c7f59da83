import { useNavigate } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import type { MenuAction } from '#client/ui/Menu.tsx'
import { worksInBoth, worksInTheField } from './landing.ts'

/** The pages that are reached from one's own menu: one's account, and those that few open and seldom. */
export function useMenuPages(): readonly MenuAction[] {
  const { person, can } = useSession()
  const navigate = useNavigate()
  const pages: readonly (MenuAction & { readonly open: boolean })[] = [
    {
      id: 'my-duty',
      label: 'My duty',
      icon: 'home',
      open: worksInBoth(person.roles),
      run: () => void navigate({ to: '/me' }),
    },
    {
      id: 'my-rota',
      label: 'My rota',
      icon: 'calendar',
      open: !worksInTheField(person.roles) && can('see the rota'),
      run: () => void navigate({ to: '/me/rota' }),
    },
    {
      id: 'my-toil',
      label: 'My TOIL',
      icon: 'clock',
      open: worksInBoth(person.roles) && can('see own TOIL'),
      run: () => void navigate({ to: '/me/toil' }),
    },
    { id: 'account', label: 'My account', icon: 'person', open: true, run: () => void navigate({ to: '/account' }) },
    {
      id: 'signed-in',
      label: 'Where you are signed in',
      icon: 'screen',
      open: true,
      run: () => void navigate({ to: '/account/sessions' }),
    },
    { id: 'notices', label: 'Notices', icon: 'bell', open: true, run: () => void navigate({ to: '/me/notices' }) },
    { id: 'my-data', label: 'My data', icon: 'person', open: true, run: () => void navigate({ to: '/me/data' }) },
    {
      id: 'openings',
      label: 'Opened with a reason',
      icon: 'eye',
      open: can('review openings'),
      run: () => void navigate({ to: '/openings' }),
    },
    {
      id: 'roles',
      label: 'Roles',
      icon: 'person',
      open: can('set roles'),
      run: () => void navigate({ to: '/people/roles' }),
    },
    {
      id: 'service',
      label: 'The service and its lists',
      icon: 'home',
      open: can('set up the service'),
      run: () => void navigate({ to: '/people/service' }),
    },
    {
      id: 'lanes',
      label: 'Lanes of the board',
      icon: 'screen',
      open: can('set up the service'),
      run: () => void navigate({ to: '/people/lanes' }),
    },
    {
      id: 'partners',
      label: 'Partners and keys',
      icon: 'phone',
      open: can('manage accounts'),
      run: () => void navigate({ to: '/people/partners' }),
    },
    {
      id: 'notice-health',
      label: 'Notices that failed',
      icon: 'bell',
      open: can('manage accounts'),
      run: () => void navigate({ to: '/people/notices' }),
    },
    {
      id: 'calendars',
      label: 'Calendar addresses',
      icon: 'calendar',
      open: can('manage accounts'),
      run: () => void navigate({ to: '/people/calendars' }),
    },
    {
      id: 'board',
      label: 'The Board',
      icon: 'eye',
      open: (worksInTheField(person.roles) || worksInBoth(person.roles)) && can('see the board without names'),
      run: () => void navigate({ to: '/board' }),
    },
    {
      id: 'downtime',
      label: 'Copy for an outage',
      icon: 'download',
      open: can('see the board'),
      run: () => void navigate({ to: '/downtime' }),
    },
    {
      id: 'wall',
      label: 'Wall displays',
      icon: 'screen',
      open: can('keep wall displays'),
      run: () => void navigate({ to: '/wall-displays' }),
    },
    {
      id: 'matrix',
      label: 'Who may do what',
      icon: 'shield',
      open: true,
      run: () => void navigate({ to: '/who-may-do-what' }),
    },
  ]
  return pages.filter(({ open }) => open)
}
