import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { takeBack, type AllocationRow } from '#shared/allocations/contract.ts'
import { minutesBetween, msOf, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { conflictKey } from './choiceDraft.ts'
import { InterviewLost, KnowsInterviewLost } from './InterviewLost.tsx'
import { firstOf } from './personNames.ts'
import type { Choice, Conflict } from './useAllocate.ts'

interface ConflictDialogProps extends Conflict {
  readonly referralId: string
  /** What stands, as the board has it now; `null` until it has been asked again. */
  readonly inForce: AllocationRow | null
  /** The telephone of whoever was quicker, when they are on the desk. */
  readonly ringOther: string | null
  readonly onKeep: () => void
  /** Sends one's own choice after the other was taken back. */
  readonly onChange: (choice: Choice, version: number) => Promise<string | null>
}

/** Somebody was quicker. The first choice stands until a person changes it; nothing that was chosen here is lost. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { standing, mine, inForce, ringOther, onKeep } = props
  const [changing, setChanging] = useState(false)
  const [takenBack, setTakenBack] = useState<TakenBackNow | null>(null)
  const now = useNow()
  const other = firstOf(standing.byName)
  const [theirs, ours] = [firstOf(standing.toName), firstOf(mine.name)]
  if (takenBack !== null) return <WithNobody {...props} takenBack={takenBack} from={standing.toName} />
  return (
    <Dialog
      open
      alert
      onClose={onKeep}
      title={`${other} allocated this ${agoWords(standing.at, now)}`}
      actions={
        <>
          <Button kind="p" onClick={onKeep}>
            Keep {theirs}
          </Button>
          {ringOther !== null && (
            <a className={buttonClass({})} href={`tel:${ringOther.replaceAll(' ', '')}`}>
              Talk to {other} first
            </a>
          )}
          {!changing && inForce !== null && (
            <Button onClick={() => setChanging(true)}>Change to {ours}, and say why</Button>
          )}
        </>
      }
    >
      <p>Nothing has been lost. Your choice has not been sent to anyone.</p>
      <div className="two">
        <div className="on">
          <div className="k">In force since {formatInstant(standing.at, londonDayOf(now))}</div>
          <b>{standing.toName}</b>
          {inForce !== null && inForce.reason !== '' && <div>“{inForce.reason}”</div>}
        </div>
        <div>
          <div className="k">Your choice, not sent</div>
          <b>{mine.name}</b>
          {mine.reason !== '' && <div>“{mine.reason}”</div>}
        </div>
      </div>
      {changing && inForce !== null && <ChangeIt {...props} inForce={inForce} onTakenBack={setTakenBack} />}
    </Dialog>
  )
}

/** @example agoWords(at, now) // '8 seconds ago' */
export function agoWords(at: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.floor((msOf(now) - msOf(at)) / 1000))
  if (seconds < 60) return seconds === 1 ? '1 second ago' : `${seconds} seconds ago`
  return `${formatMinutes(minutesBetween(at, now))} ago`
}

interface ChangeItProps extends ConflictDialogProps {
  readonly inForce: AllocationRow
  readonly onTakenBack: (how: TakenBackNow) => void
}

interface WithNobodyProps extends ConflictDialogProps {
  readonly takenBack: TakenBackNow
  readonly from: string
}

interface TakenBackNow {
  readonly version: number
  readonly said: string
  /** Why it was then not given to whoever was chosen here. */
  readonly because: string
}

function ChangeIt({ inForce, mine, referralId, onChange, onTakenBack }: ChangeItProps) {
  const send = useSend(takeBack)
  const [why, setWhy, clear] = useKeptText(conflictKey(referralId))
  const [knows, setKnows] = useState(false)
  const [message, setMessage] = useState<string | null>(null)
  // The hub may know of the arrival before this screen does.
  const [toldArrived, setToldArrived] = useState(false)
  const interviewed = toldArrived || inForce.arrivedAt !== null
  const change = async (): Promise<void> => {
    const said = why.trim()
    if (said === '') return setMessage('Say why it changes: both of them will ask.')
    try {
      const { id: allocationId, version: seenVersion } = inForce
      const sent = await send.mutateAsync({ allocationId, seenVersion, why: said, knowsInterviewed: knows })
      if (!sent.ok) {
        if (sent.refusal.code === 'has-interviewed') setToldArrived(true)
        return setMessage(sent.refusal.message)
      }
      clear()
      const version = sent.value.referralVersion
      const because = await onChange({ ...mine, reason: said }, version)
      if (because !== null) onTakenBack({ version, said, because })
    } catch (fault) {
      setMessage(fault instanceof Error ? fault.message : 'Not sent. Try again, or ring the hub.')
    }
  }
  return (
    <>
      {interviewed && <InterviewLost />}
      <TextArea
        label={`Why ${firstOf(mine.name)} and not ${firstOf(inForce.personName)}`}
        rows={2}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {message !== null && (
        <Notice tone="warn" speaks="at-once">
          {message}
        </Notice>
      )}
      {interviewed && <KnowsInterviewLost knows={knows} onChange={setKnows} />}
      <Button busy={send.isPending} onClick={() => void change()}>
        Take it back from {firstOf(inForce.personName)} and allocate {firstOf(mine.name)}
      </Button>
    </>
  )
}

/** Taken back, and then not given on: nobody has it, and nobody may believe that somebody does. */
function WithNobody({ takenBack, from, mine, onKeep, onChange }: WithNobodyProps) {
  const [because, setBecause] = useState(takenBack.because)
  const again = async (): Promise<void> => {
    const refused = await onChange({ ...mine, reason: takenBack.said }, takenBack.version)
    if (refused !== null) setBecause(refused)
  }
  return (
    <Dialog
      open
      alert
      onClose={onKeep}
      title="Taken back, and with nobody now"
      actions={
        <>
          <Button kind="p" onClick={() => void again()}>
            Try {firstOf(mine.name)} again
          </Button>
          <Button onClick={onKeep}>Choose on the board</Button>
        </>
      }
    >
      <Notice tone="warn" speaks="at-once">
        {because}
      </Notice>
      <p>
        It was taken back from {from}, who has been told, and was not given to {mine.name}. It stands under “To
        allocate” until somebody gives it to somebody.
      </p>
    </Dialog>
  )
}
