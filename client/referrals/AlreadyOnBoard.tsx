import { useEffect, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { findReferrals, type ReferralLine } from '#shared/referrals/contract.ts'
import { referralNumber, requests } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import styles from './referrals.module.css'

const TYPING_MS = 700
const SHORTEST_NAME = 2

export interface AlreadyOnBoardProps {
  readonly lastName: string
  readonly firstName: string
  readonly now: Instant
  readonly busy: boolean
  /** Adds this call to a referral that is open already. */
  readonly onAdd: (line: ReferralLine) => void
}

/** The same person often comes in twice within an hour, by the GP and then by the police: says so while the name is typed. */
export function AlreadyOnBoard({ lastName, firstName, now, busy, onAdd }: AlreadyOnBoardProps) {
  const [others, setOthers] = useState<readonly number[]>([])
  const text = useSettled(lastName.trim().length < SHORTEST_NAME ? '' : `${lastName.trim()} ${firstName.trim()}`.trim())
  const found = useAnswer(findReferrals, text === '' ? null : { text, show: 'open' }, { inBody: true, keep: true })
  const lines = text === '' ? [] : (found.data ?? [])
  const match = lines.find(({ number }) => !others.includes(number))
  return (
    <div aria-live="polite">
      {match && (
        <section className="match">
          <b>Already on the board?</b>
          <br />
          {match.firstName} {match.lastName}, came in {formatInstant(match.receivedAt, londonDayOf(now))},{' '}
          {requests[match.request]}.
          <div className={styles.matchButtons}>
            <Button size="sm" busy={busy} onClick={() => onAdd(match)}>
              Add this call to {referralNumber(match.number)}
            </Button>
            <Button size="sm" onClick={() => setOthers([...others, match.number])}>
              Different person
            </Button>
          </div>
        </section>
      )}
    </div>
  )
}

/** A text once its typing has paused, so that each keystroke does not ask. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
