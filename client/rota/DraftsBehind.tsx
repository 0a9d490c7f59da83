import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ShiftTemplateId } from '#shared/kernel/ids.ts'
import { bringDraftsAlong } from '#shared/rota/planContract.ts'

/** A template as it was saved, with how many drafts to come still have the times of before. */
export interface Behind {
  readonly version: number
  readonly drafts: number
}

interface DraftsBehindProps {
  readonly name: string
  readonly templateId: ShiftTemplateId
  readonly behind: Behind
  readonly onDone: () => void
}

const draftsWords = (count: number): string => (count === 1 ? 'One shift in the draft' : `${count} shifts in the draft`)

/** Once a template has other times: whether the drafts that were put in by it are to have them as well. */
export function DraftsBehind({ name, templateId, behind, onDone }: DraftsBehindProps) {
  const bringing = useSend(bringDraftsAlong)
  const [said, setSaid] = useState<string | null>(null)
  const bring = async (): Promise<void> => {
    const sent = await bringing.mutateAsync({ templateId, seenVersion: behind.version })
    if (!sent.ok) return setSaid(sent.refusal.message)
    const { brought, left } = sent.value
    const kept = left === 0 ? undefined : `${draftsWords(left)} stayed: with these times the night is too long.`
    toast({ words: `${draftsWords(brought)} brought along.`, icon: 'check', detail: kept })
    onDone()
  }
  const still = behind.drafts === 1 ? 'still has' : 'still have'
  return (
    <Dialog
      open
      title={`${name} is saved`}
      onClose={onDone}
      actions={
        <>
          <Button kind="p" busy={bringing.isPending} onClick={() => void bring()}>
            Bring {behind.drafts === 1 ? 'it' : 'them'} along
          </Button>
          <Button onClick={onDone}>Leave as {behind.drafts === 1 ? 'it is' : 'they are'}</Button>
        </>
      }
    >
      <p>
        {draftsWords(behind.drafts)} from today on {still} the times or the role of before. Shifts on the rota stay as
        they were put on.
      </p>
      {said !== null && (
        <p className="err" role="alert">
          {said}
        </p>
      )}
    </Dialog>
  )
}
