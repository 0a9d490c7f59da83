import { useNavigate } from '@tanstack/react-router'
import { Select, TextField } from '#client/ui/Field.tsx'
import type { LondonDay } from '#shared/time/london.ts'

const lengths = ['4', '8', '12', '26', '52']

/** Which weeks: kept in the address, so that a colleague can be given the same page. */
export function Period({ to, weeks }: { readonly to: LondonDay; readonly weeks: string }) {
  const navigate = useNavigate()
  const show = (next: { to: string; weeks: string }): void => void navigate({ to: '/reports/toil', search: next })
  const offered = lengths.includes(weeks) ? lengths : [weeks, ...lengths]
  return (
    <details className="plain no-print">
      <summary>Change the weeks</summary>
      <div className="period">
        <Select
          label="Weeks"
          options={offered.map((value) => ({ value, label: `${value} weeks` }))}
          value={weeks}
          onChange={(event) => show({ to, weeks: event.target.value })}
        />
        <TextField
          label="Up to"
          type="date"
          value={to}
          onChange={(event) => event.target.value && show({ to: event.target.value, weeks })}
        />
      </div>
    </details>
  )
}
