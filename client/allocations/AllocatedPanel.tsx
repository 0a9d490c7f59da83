import { type ReactNode } from 'react'
import { useAsking } from '#client/kernel/asking.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { forecastOf } from '#shared/allocations/forecast.ts'
import type { AllocationRow, BoardRow } from '#shared/allocations/contract.ts'
import { minutesWaited, waitFacts } from '#shared/allocations/waits.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { firstOf } from './personNames.ts'
import { TakeBackDialog } from './TakeBackDialog.tsx'
import { phraseOf, whereabouts } from './whereabouts.ts'
import { shortMoment } from './moments.ts'

interface AllocatedPanelProps {
  readonly row: BoardRow
  readonly allocation: AllocationRow
  readonly said: string
  readonly now: Instant
  readonly live: boolean
  readonly facts: ReactNode
}

/** Who has a referral, how far they have come, and what can be done about it: ring, or take it back with a reason. */
export function AllocatedPanel({ row, allocation, said, now, live, facts }: AllocatedPanelProps) {
  const [taking, setTaking] = useAsking<true>(`takeBack.${allocation.id}`)
  const { personName, personPhone } = allocation
  const doing = whereabouts(allocation, now)
  return (
    <>
      <dl className="facts">
        {facts}
        <dt>AMHP</dt>
        <dd>
          <b>{personName}</b>, {phraseOf(doing).toLowerCase()}
        </dd>
        <Facts row={row} allocation={allocation} now={now} />
      </dl>
      <div className="btns">
        {personPhone !== '' && (
          <a
            className={buttonClass({ kind: doing.ring ? 'p' : 's', size: 'sm' })}
            href={`tel:${personPhone.replaceAll(' ', '')}`}
          >
            <Icon name="phone" />
            Ring {firstOf(personName)}
          </a>
        )}
        <Button size="sm" busy={!live} onClick={() => setTaking(true)}>
          Take back…
        </Button>
      </div>
      {taking && <TakeBackDialog of={allocation} said={said} onClose={() => setTaking(null)} />}
    </>
  )
}

function Facts({ row, allocation, now }: Pick<AllocatedPanelProps, 'row' | 'allocation' | 'now'>) {
  const { allocatedByName, allocatedAt, reason, shiftEndsAt, waits } = allocation
  const finish = forecastOf(row, now)
  return (
    <>
      <dt>Given by</dt>
      <dd>
        {allocatedByName}, {shortMoment(allocatedAt, now)}
        {reason !== '' && <>. “{reason}”</>}
      </dd>
      {finish !== null && (
        <>
          <dt>Likely finish</dt>
          <dd>
            <b>{shortMoment(upToFive(finish.likelyAt), now)}</b>. 8 in 10 by{' '}
            {shortMoment(upToFive(finish.eightInTenBy), now)}
            {shiftEndsAt !== null &&
              `, shift ${shiftEndsAt <= now ? 'ended' : 'ends'} ${shortMoment(shiftEndsAt, now)}`}
          </dd>
        </>
      )}
      {waits.map((wait) => (
        <Wait key={wait.id} words={waitFacts[wait.kind].words} open={wait.endedAt === null} note={wait.note}>
          {formatMinutes(minutesWaited(wait, now))}
        </Wait>
      ))}
    </>
  )
}

interface WaitProps {
  readonly words: string
  readonly open: boolean
  readonly note: string
  readonly children: string
}

function Wait({ words, open, note, children }: WaitProps) {
  return (
    <>
      <dt>{words}</dt>
      <dd>
        {open ? <b>{children} so far</b> : children}
        {note !== '' && `. ${note}`}
      </dd>
    </>
  )
}
