import { may, type Role } from '../kernel/permission.ts'

/**
 * How much of a referral somebody is shown. `whole`: everything. `row`: initials, area, stage and clock. `stub`: it is restricted, so
 * only its reference, stage and clock, and whom to ring or how to open it with a reason. `none`: not even that it exists.
 */
export type Sight = 'whole' | 'row' | 'stub' | 'none'

/** How somebody stands to a referral. */
export interface Relation {
  /** It is allocated to them now or was finished by them within `WORK_SEEN_DAYS`; `supervised`: to the AMHP beside whom a trainee works. */
  readonly work: 'own' | 'supervised' | 'none'
  /** The restriction on its person, and how they stand to it; null where there is none. */
  readonly restriction: {
    readonly kind: 'allow' | 'deny'
    readonly listed: boolean
    readonly guards: boolean
  } | null
  /** They opened it with a reason less than an hour ago. */
  readonly opened: boolean
}

/** How long an AMHP still sees the work that they finished: to write the report, and to answer what comes back. */
export const WORK_SEEN_DAYS = 28

/**
 * The rule of sight: least privilege by role and relation, with a way in for an emergency. The database enforces the same for each
 * row (`hub.work_out_sight`), so this only decides what is said. OWASP ASVS 8.2.2, 8.2.3; Caldicott principles 3 and 4.
 *
 * @example sightOf(['amhp'], { work: 'none', restriction: null, opened: false }) // 'row'
 */
export function sightOf(roles: readonly Role[], relation: Relation): Sight {
  const works =
    (relation.work === 'own' && may(roles, 'work allocations')) ||
    (relation.work === 'supervised' && roles.includes('trainee'))
  const opened = relation.opened && may(roles, 'open with a reason')
  const readsAll = may(roles, 'read records')
  const seesRows = readsAll || may(roles, 'see the board without names')
  if (isClosed(relation.restriction, works) && !opened) return seesRows ? 'stub' : 'none'
  if (readsAll || works || opened) return 'whole'
  if (!seesRows) return 'none'
  // A row would give away initials and area: a restricted person has none for whoever is not meant to know.
  return relation.restriction === null ? 'row' : 'stub'
}

/** Whoever guards a record has it open; a name on the list of those kept out weighs more than having the work. */
function isClosed(restriction: Relation['restriction'], works: boolean): boolean {
  if (restriction === null || restriction.guards) return false
  return restriction.kind === 'deny' ? restriction.listed : !restriction.listed && !works
}
