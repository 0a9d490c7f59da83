import type { Permission } from '#shared/kernel/permission.ts'

/** One word of the bar at the top. `keys` is its shortcut. */
export interface Place {
  readonly to:
    | '/board'
    | '/referrals'
    | '/rota'
    | '/people'
    | '/people/roles'
    | '/reports/toil'
    | '/privacy'
    | '/audit'
    | '/me'
    | '/me/rota'
    | '/me/toil'
  readonly word: string
  readonly keys: string
  /** Any one of these. */
  readonly needs: readonly Permission[]
}

const desk: readonly Place[] = [
  { to: '/board', word: 'Board', keys: 'g b', needs: ['see the board', 'see the board without names'] },
  { to: '/referrals', word: 'Referrals', keys: 'g f', needs: ['read records'] },
  { to: '/rota', word: 'Rota', keys: 'g r', needs: ['see the rota'] },
  { to: '/people', word: 'People', keys: 'g p', needs: ['see the register'] },
  { to: '/people/roles', word: 'Roles', keys: 'g o', needs: ['set roles'] },
  { to: '/reports/toil', word: 'Reports', keys: 'g t', needs: ['see reports'] },
  { to: '/privacy', word: 'Privacy', keys: 'g y', needs: ['release records'] },
  { to: '/audit', word: 'Audit', keys: 'g u', needs: ['review access'] },
]

const field: readonly Place[] = [
  { to: '/me', word: 'Now', keys: 'g n', needs: ['see own work'] },
  { to: '/me/rota', word: 'My rota', keys: 'g m', needs: ['see the rota'] },
  { to: '/me/toil', word: 'My TOIL', keys: 'g l', needs: ['see own TOIL'] },
]

/** The one word of the bar by which somebody with a desk goes to their own duty: the rest of theirs is there. */
const ownDuty: Place = { to: '/me', word: 'My duty', keys: 'g n', needs: ['work allocations'] }

/**
 * The words of the desk, and for an AMHP who has one their duty after them; or an AMHP's own pages first and the others after them. Only
 * what its person may open.
 */
export function placesFor(can: (permission: Permission) => boolean, inTheField: boolean): readonly Place[] {
  const mine = inTheField ? [...field, ...desk] : [...desk, ownDuty]
  return mine.filter(({ needs }) => needs.some(can))
}
