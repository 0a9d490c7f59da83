import { useSession } from '#client/kernel/session.tsx'
import { LateWorking } from '#client/reports/LateWorking.tsx'
import { WithoutPolicy } from '#client/toil/WithoutPolicy.tsx'

/** TOIL and late working; above it, for whoever decides TOIL, the employers whose late work makes no claims. */
export function LateWorkingPage() {
  const { can } = useSession()
  return <LateWorking notice={can('decide TOIL') && <WithoutPolicy linked />} />
}
