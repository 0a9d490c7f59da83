import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { SubNav } from '#client/ui/SubNav.tsx'
import { setUp, type SetUp } from '#shared/register/setUpContract.ts'
import { Changes } from './Changes.tsx'
import { Councils } from './Councils.tsx'
import { Employers } from './Employers.tsx'
import { HubDetails } from './HubDetails.tsx'
import { PlacesList } from './PlacesList.tsx'
import { Teams } from './Teams.tsx'
import './setUp.css'

/** What each part is given. */
export interface PartProps {
  readonly answer: SetUp
}

const parts: readonly { tab: string; word: string; show: (props: PartProps) => ReactNode }[] = [
  { tab: 'hub', word: 'The hub', show: HubDetails },
  { tab: 'councils', word: 'Councils', show: Councils },
  { tab: 'employers', word: 'Employers', show: Employers },
  { tab: 'teams', word: 'Home teams', show: Teams },
  { tab: 'places', word: 'Places', show: PlacesList },
  { tab: 'changes', word: 'Changes', show: Changes },
]

/** What the service is called and the lists it chooses from, for whoever sets it up. Nothing here is ever deleted. */
export function SetUpPage() {
  const { tab } = useSearch({ strict: false })
  const asked = useAnswer(setUp, {})
  const part = parts.find((one) => one.tab === tab) ?? parts[0]
  return (
    <div className="wrap set-up">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">The service and its lists</h1>
            <p className="lede">
              What others choose from. Nothing is deleted: what ends can be chosen no more, and what is past keeps it.
            </p>
          </div>
        </div>
        <SubNav label="The service">
          {parts.map((one) => (
            <Link
              key={one.tab}
              to="/people/service"
              search={{ tab: one.tab }}
              aria-current={one === part ? 'page' : undefined}
              activeProps={{}}
            >
              {one.word}
            </Link>
          ))}
        </SubNav>
        <Answered of={asked}>{(answer) => part && <part.show answer={answer} />}</Answered>
      </div>
    </div>
  )
}
