import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { SubNav } from './SubNav.tsx'

/** The pages of planning: what weeks are made of, what is worked out from them, and the rules that they keep. */
export function PlanLinks() {
  const { can } = useSession()
  return (
    <SubNav label="Planning">
      <Link to="/plan/patterns">Patterns</Link>
      <Link to="/plan/minimums">Minimums</Link>
      <Link to="/plan/fairness" activeOptions={{ includeSearch: false }}>
        Fairness
      </Link>
      <Link to="/plan/hours">Hours</Link>
      <Link to="/plan/shifts" activeOptions={{ includeSearch: false }}>
        Shifts
      </Link>
      <Link to="/plan/fill" activeOptions={{ includeSearch: false }}>
        Fill
      </Link>
      {can('weigh choices') && <Link to="/plan/choosing">Choosing</Link>}
      {can('weigh choices') && <Link to="/plan/urgency">Urgency</Link>}
      <Link to="/plan/settings">Settings</Link>
      <Link to="/rota">Rota</Link>
    </SubNav>
  )
}
