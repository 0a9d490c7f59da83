import type { ShiftThere } from '#shared/register/setUp.ts'
import { clockTimeOf, formatDayShort, londonDayOf } from '#shared/time/london.ts'

/** Which shifts are still to be worked at a place, and whose: before it is closed under them. */
export const ShiftsThere = ({ shifts }: { readonly shifts: readonly ShiftThere[] }) => (
  <section aria-label="Shifts still to be worked there">
    <ul className="diffs small there">
      {shifts.map(({ id, name, startsAt, endsAt }) => (
        <li key={id}>
          {formatDayShort(londonDayOf(startsAt))}, {clockTimeOf(startsAt)} to {clockTimeOf(endsAt)}: {name}
        </li>
      ))}
    </ul>
  </section>
)
