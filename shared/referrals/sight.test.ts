import { describe, expect, it } from 'vitest'
import { roles, type Role } from '../kernel/permission.ts'
import { sightOf, type Relation, type Sight } from './sight.ts'

const nobody = { work: 'none', restriction: null, opened: false } as const satisfies Relation
const allow = { kind: 'allow', listed: false, guards: false } as const
const deny = { kind: 'deny', listed: false, guards: false } as const

/** In the order of `roles`: practice consultant, AMHP, trainee, manager, AMHP lead, Emergency Duty Team, administrator, auditor. */
const table: readonly (readonly [what: string, relation: Relation, sights: string])[] = [
  ['somebody else’s work', nobody, 'whole row row row whole whole none none'],
  ['one’s own work', { ...nobody, work: 'own' }, 'whole whole row row whole whole none none'],
  ['the supervising AMHP’s work', { ...nobody, work: 'supervised' }, 'whole row whole row whole whole none none'],
  ['opened with a reason', { ...nobody, opened: true }, 'whole whole row row whole whole none none'],
  ['open to a few, not to them', { ...nobody, restriction: allow }, 'stub stub stub stub stub stub none none'],
  [
    'open to a few, and to them',
    { ...nobody, restriction: { ...allow, listed: true } },
    'whole stub stub stub whole whole none none',
  ],
  [
    'open to a few, but their work',
    { ...nobody, work: 'own', restriction: allow },
    'stub whole stub stub stub stub none none',
  ],
  [
    'guarded by them',
    { ...nobody, restriction: { ...allow, guards: true } },
    'whole stub stub stub whole whole none none',
  ],
  ['closed to a few, not to them', { ...nobody, restriction: deny }, 'whole stub stub stub whole whole none none'],
  ['closed to them', { ...nobody, restriction: { ...deny, listed: true } }, 'stub stub stub stub stub stub none none'],
  [
    'closed to them, and their work',
    { ...nobody, work: 'own', restriction: { ...deny, listed: true } },
    'stub stub stub stub stub stub none none',
  ],
  [
    'closed to them, and opened with a reason',
    { work: 'none', restriction: { ...deny, listed: true }, opened: true },
    'whole whole stub stub whole whole none none',
  ],
]

describe('sight', () => {
  it.each(table)('of %s', (_what, relation, sights) => {
    expect(roles.map((role) => sightOf([role], relation)).join(' ')).toBe(sights)
  })

  it('gives somebody with two roles at least what each of them gives', () => {
    const rank: Record<Sight, number> = { none: 0, stub: 1, row: 2, whole: 3 }
    const pairs = roles.flatMap((one) => roles.map((other): [Role, Role] => [one, other]))
    for (const [, relation] of table)
      for (const [one, other] of pairs) {
        const both = rank[sightOf([one, other], relation)]
        expect(both).toBeGreaterThanOrEqual(Math.max(rank[sightOf([one], relation)], rank[sightOf([other], relation)]))
      }
    console.info(
      `sight: ${roles.length} roles x ${table.length} relations = ${roles.length * table.length} expectations`,
    )
  })
})
