import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { takeBack, type AllocationRow } from '#shared/allocations/contract.ts'
import { InterviewLost, KnowsInterviewLost } from './InterviewLost.tsx'
import { firstOf } from './personNames.ts'

interface TakeBackDialogProps {
  readonly of: AllocationRow
  readonly said: string
  readonly onClose: () => void
}

/** Takes a referral back, with a reason that stands on the record: the AMHP is told that it is no longer theirs, and by whom. After the interview the law's consequence is said first. */
export function TakeBackDialog({ of: allocation, said, onClose }: TakeBackDialogProps) {
  const { id, version, personName, setOffAt, arrivedAt } = allocation
  const name = firstOf(personName)
  const interviewed = arrivedAt !== null
  const send = useSend(takeBack)
  const [why, setWhy, clear] = useKeptText(`takeBack.${id}`)
  const [knows, setKnows] = useState(false)
  const [no, setNo] = useState<{ readonly message: string; readonly field?: string | undefined } | null>(null)
  const take = async (): Promise<void> => {
    if (why.trim() === '') return setNo({ message: 'Say why, in a line: it stays with the record', field: 'why' })
    try {
      const sent = await send.mutateAsync({ allocationId: id, seenVersion: version, why, knowsInterviewed: knows })
      if (!sent.ok) return setNo(sent.refusal)
    } catch (fault) {
      return setNo({ message: fault instanceof Error ? fault.message : 'Not sent. Try again, or ring the hub.' })
    }
    clear()
    toast({
      words: `${said} taken back.`,
      detail: setOffAt === null ? `${name} is told that it is no longer theirs` : `${name} had set off: ring them`,
      icon: 'undo',
    })
    onClose()
  }
  return (
    <Dialog
      open
      alert={interviewed}
      onClose={onClose}
      title={interviewed ? `${name} has already been with ${said}` : `Take ${said} back from ${name}`}
      actions={
        <>
          <Button kind="p" onClick={onClose}>
            Leave with {name}
          </Button>
          <Button busy={send.isPending} onClick={() => void take()}>
            Take back
          </Button>
        </>
      }
    >
      {interviewed && <InterviewLost />}
      {setOffAt !== null && (
        <Notice>
          {name} has set off, and may have no signal. Ring as well: their phone says that it was taken back, and not
          why.
        </Notice>
      )}
      {no !== null && no.field !== 'why' && (
        <Notice tone="warn" speaks="at-once">
          {no.message}
        </Notice>
      )}
      <TextArea
        label="Why"
        rows={2}
        value={why}
        error={no?.field === 'why' ? no.message : undefined}
        onChange={(event) => setWhy(event.target.value)}
      />
      {interviewed && <KnowsInterviewLost knows={knows} onChange={setKnows} />}
    </Dialog>
  )
}
