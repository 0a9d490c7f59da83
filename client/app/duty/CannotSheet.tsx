import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { useNumbers } from '#client/safety/useNumbers.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { declineAllocation, type AllocationRow } from '#shared/allocations/contract.ts'
import { declineCodes, declineReasons } from '#shared/allocations/declining.ts'
import { hashOf } from './dutyPlace.ts'
import { OrRing, RingButton } from './HelpNow.tsx'
import { SheetHead } from './SheetHead.tsx'

export interface CannotSheetProps {
  readonly row: AllocationRow
  readonly number: number
  readonly name: string
}

/** Before acceptance a job goes back to the desk with a reason. After it, the desk has to find somebody first, so they are rung. */
export function CannotSheet(props: CannotSheetProps) {
  return (
    <>
      <SheetHead number={props.number} name={props.name} title="I can’t do this" />
      {props.row.acceptedAt === null ? <Decline {...props} /> : <RingFirst {...props} />}
    </>
  )
}

function RingFirst({ row, number }: CannotSheetProps) {
  const { first, second, hours } = useNumbers()
  return (
    <>
      <p>
        You have accepted this job. Ring {first.name}: they take it back and find somebody else. Until they have, it
        stays yours.
      </p>
      <RingButton whom={first} kind="p" />
      {second !== null && (
        <p className="muted">
          {hours} <OrRing whom={second} />
        </p>
      )}
      {row.arrivedAt === null && (
        <p>
          Nobody needs to go any more?{' '}
          <Link to="/me" hash={hashOf(number, 'outcome')}>
            Say that it was cancelled
          </Link>
          .
        </p>
      )}
    </>
  )
}

function Decline({ row, number }: CannotSheetProps) {
  const navigate = useNavigate()
  const decline = useSend(declineAllocation)
  const [why, setWhy, clearWhy] = useKeptText(`decline.${number}`)
  const [error, setError] = useState<string | undefined>()
  const send = async (words: string): Promise<void> => {
    if (words.trim() === '') return setError('Say why in a few words, or tap one of the reasons above')
    if (decline.isPending) return
    setError(undefined)
    try {
      const input = { allocationId: row.id, seenVersion: row.version, occurredAt: nowInstant(), why: words }
      const sent = await decline.mutateAsync(input)
      if (!sent.ok) return setError(sent.refusal.message)
      clearWhy()
      toast({ words: `R-${number} is back with the desk.` })
      void navigate({ to: '/me' })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : undefined)
    }
  }
  return (
    <>
      <Notice>
        <b>One tap gives it back.</b> The desk is told at once and gives the job to somebody else. Nothing is counted
        against you.
      </Notice>
      <div className="cannot-why" role="group" aria-label="Why">
        {declineCodes.map((code) => (
          <Button key={code} size="big" busy={decline.isPending} onClick={() => void send(declineReasons[code])}>
            {declineReasons[code]}
          </Button>
        ))}
      </div>
      <TextArea
        label="Or in your own words"
        hint="A few words are enough: I have no childcare after 18:00."
        value={why}
        error={error}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button kind="p" size="big" busy={decline.isPending} onClick={() => void send(why)}>
        Give it back
      </Button>
    </>
  )
}
