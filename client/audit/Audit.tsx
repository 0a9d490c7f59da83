import './audit.css'
import { Link, useSearch } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { SubNav } from '#client/ui/SubNav.tsx'
import type { Permission } from '#shared/kernel/permission.ts'
import { ColleagueActivity } from './ColleagueActivity.tsx'
import { MakePack } from './MakePack.tsx'
import { ReviewSheet } from './ReviewSheet.tsx'
import { SealAlarm } from './SealAlarm.tsx'
import { Verify } from './Verify.tsx'
import { WhoLooked } from './WhoLooked.tsx'

const parts = [
  { tab: 'sheet', word: 'Review sheet', needs: 'review access', show: ReviewSheet },
  { tab: 'looked', word: 'Who looked at a person', needs: 'see who looked', show: WhoLooked },
  { tab: 'colleague', word: 'What a colleague looked at', needs: 'see who looked', show: ColleagueActivity },
  { tab: 'pack', word: 'Breach pack', needs: 'see who looked', show: MakePack },
  { tab: 'verify', word: 'Is it whole?', needs: 'verify the audit', show: Verify },
] as const satisfies readonly { tab: string; word: string; needs: Permission; show: () => React.ReactNode }[]

/** Who looked at whom, and whether that was their work. What is asked stands in the address, in references and days; a name never does. */
export function Audit() {
  const { tab } = useSearch({ strict: false })
  const { can } = useSession()
  const mine = parts.filter(({ needs }) => can(needs))
  const part = mine.find((one) => one.tab === tab) ?? mine[0]
  return (
    <div className="wrap audit">
      <div className="page-h">
        <h1 className="h1">Audit</h1>
      </div>
      <SubNav label="Audit">
        {mine.map((one) => (
          <Link
            key={one.tab}
            to="/audit"
            search={{ tab: one.tab }}
            aria-current={one === part ? 'page' : undefined}
            activeProps={{}}
          >
            {one.word}
          </Link>
        ))}
      </SubNav>
      <div className="stack">
        {can('verify the audit') && <SealAlarm />}
        {part && <part.show />}
      </div>
    </div>
  )
}
