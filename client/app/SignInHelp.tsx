import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { telOf, type Council } from '#client/kernel/council.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const Phone = ({ number }: { readonly number: string }) => <a href={telOf(number)}>{number}</a>

/** For somebody who is on the wrong page, or in a hurry. */
export function SignInHelp({ council }: { readonly council: Council | null }) {
  const [checkedAt] = useState(nowInstant)
  return (
    <ul className="who3">
      {council && (
        <li>
          <Icon name="phone" />
          <span>
            <b>To make a referral</b>, ring the hub on <Phone number={council.hubPhone} />, {council.hubHours}. At
            night, <Phone number={council.nightPhone} />.
          </span>
        </li>
      )}
      <li>
        <Icon name="bell" />
        <span>
          <b>Life at risk?</b> Call 999.
        </span>
      </li>
      <li>
        <Icon name="check" />
        <span>
          <b>The hub is answering.</b> Checked {formatInstant(checkedAt, londonDayOf(checkedAt))}.
        </span>
      </li>
    </ul>
  )
}
