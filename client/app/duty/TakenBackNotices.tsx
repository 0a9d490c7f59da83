import { useEffect, useState } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { useNumbers } from '#client/safety/useNumbers.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { dismissToastAbout } from '#client/ui/toast.ts'
import type { TakenBack } from '#shared/allocations/takenBack.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const read = new Set<string>()

/**
 * What the hub took back, perhaps while this phone had no signal: said before anything else, until its person has read it. That they
 * have is remembered for as long as the page is open; after that it is said once more rather than once too little.
 */
export function TakenBackNotices({ of }: { readonly of: readonly TakenBack[] }) {
  const today = londonDayOf(useNow(60_000))
  const { first } = useNumbers()
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(read))
  const told = of.filter(({ allocationId }) => !seen.has(allocationId))
  useEffect(() => {
    for (const { allocationId } of of) dismissToastAbout(allocationId)
  }, [of])
  return told.map(({ allocationId, number, byName, at }) => (
    <Notice
      key={allocationId}
      tone="breach"
      speaks="at-once"
      broughtIntoView={allocationId}
      action={
        <Button
          size="sm"
          onClick={() => {
            read.add(allocationId)
            setSeen(new Set(read))
          }}
        >
          I have read this
        </Button>
      }
    >
      <b>
        {byName} took {referralNumber(number)} back at {formatInstant(at, today)}.
      </b>{' '}
      It is no longer yours. <a href={telOf(first.phone)}>Ring {first.name}</a> before you go in.
    </Notice>
  ))
}
