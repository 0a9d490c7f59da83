import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { withoutPolicy, type WithoutPolicy as Employer } from '#shared/toil/ledgerContract.ts'
import { formatDate } from '#shared/time/london.ts'

/** Which employers have no policy in force, and what waits for one. Nothing while each has one. */
export function WithoutPolicy({ linked = false }: { readonly linked?: boolean }) {
  const { can } = useSession()
  const { data = [] } = useAnswer(withoutPolicy, {})
  if (data.length === 0) return null
  return (
    <Notice tone="warn" icon="triangle">
      <b>No TOIL policy: late work makes no claims.</b>
      <ul>
        {data.map((employer) => (
          <li key={employer.employerId}>{employerWords(employer)}</li>
        ))}
      </ul>
      Set one from a day on, and the late work of its days is claimed then, up to a year back. A contract that is
      corrected on the register makes its claims by itself once a policy holds; days that payroll has closed have theirs
      when it is opened again.{' '}
      {linked && (can('keep TOIL policies') ? <Link to="/reports/toil/policies">Set a policy</Link> : null)}
    </Notice>
  )
}

function employerWords({ name, amhps, lateJobs, policyFrom }: Employer): string {
  const who = amhps === 0 ? 'covered today' : `${amhps} ${amhps === 1 ? 'AMHP' : 'AMHPs'} without one`
  const waits =
    lateJobs === 0 ? '' : `; ${lateJobs} late ${lateJobs === 1 ? 'job has' : 'jobs have'} no claim because of it`
  return `${name}: ${who}${waits}${policyFrom === null ? '' : `; one is set from ${formatDate(policyFrom)}`}.`
}
