import { Link } from '@tanstack/react-router'
import { SubNav } from './SubNav.tsx'

/** The pages about hours and figures: TOIL, every report, the committee’s sheets, policies, payroll. */
export function ReportLinks() {
  return (
    <SubNav label="Reports">
      <Link to="/reports/toil" activeOptions={{ exact: true, includeSearch: false }}>
        TOIL and late working
      </Link>
      <Link to="/reports/figures/$report" params={{ report: 'referrals' }}>
        All reports
      </Link>
      <Link to="/reports/packs">Committee report</Link>
      <Link to="/reports/toil/policies">Policies</Link>
      <Link to="/reports/toil/payroll">Payroll</Link>
    </SubNav>
  )
}
