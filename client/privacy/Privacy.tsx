import { Link, useSearch } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { SubNav } from '#client/ui/SubNav.tsx'
import type { Permission } from '#shared/kernel/permission.ts'
import { FindPerson } from './FindPerson.tsx'
import { Review } from './Review.tsx'
import { Rules } from './Rules.tsx'
import './privacy.css'

const parts = [
  { tab: 'person', word: 'Give somebody their data', needs: 'export a person', show: FindPerson },
  { tab: 'retention', word: 'Records to release', needs: 'release records', show: Review },
  { tab: 'rules', word: 'Rules and officers', needs: 'keep retention rules', show: Rules },
] as const satisfies readonly { tab: string; word: string; needs: Permission; show: () => React.ReactNode }[]

/** People's rights over their records, and how long records are kept. Which part is shown stands in the address; a name never does. */
export function Privacy() {
  const { tab } = useSearch({ strict: false })
  const { can } = useSession()
  const mine = parts.filter(({ needs }) => can(needs))
  const part = mine.find((one) => one.tab === tab) ?? mine[0]
  return (
    <div className="wrap privacy">
      <div className="page-h">
        <h1 className="h1">Privacy</h1>
      </div>
      <SubNav label="Privacy">
        {mine.map((one) => (
          <Link
            key={one.tab}
            to="/privacy"
            search={{ tab: one.tab }}
            aria-current={one === part ? 'page' : undefined}
            activeProps={{}}
          >
            {one.word}
          </Link>
        ))}
      </SubNav>
      {part && <part.show />}
    </div>
  )
}
