import { Link } from '@tanstack/react-router'
import { SubNav } from '#client/ui/SubNav.tsx'

/** The two questions of planning: which shifts, and who is on them. */
export function PlanNav() {
  return (
    <SubNav label="Planning">
      <Link to="/plan/shifts" activeOptions={{ includeSearch: false }}>
        Shifts
      </Link>
      <Link to="/plan/fill" activeOptions={{ includeSearch: false }}>
        Fill
      </Link>
      <Link to="/rota">Rota</Link>
    </SubNav>
  )
}
