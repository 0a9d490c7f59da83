import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { DraftId } from '#shared/kernel/ids.ts'
import { discardDraft } from '#shared/referrals/contract.ts'

interface ThrowAwayProps {
  readonly draftId: DraftId
  /** Nothing more of it may be on its way: what arrives later would begin the draft anew. */
  readonly stop: () => Promise<void>
  readonly onGone: () => void
}

/** Throws a draft away, after asking: what was typed cannot be had back. */
export function ThrowAway({ draftId, stop, onGone }: ThrowAwayProps) {
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const discard = useSend(discardDraft)
  const throwAway = async (): Promise<void> => {
    await stop()
    const sent = await discard.mutateAsync({ draftId })
    // A draft that is gone already is what was asked for.
    if (sent.ok || sent.refusal.code === 'draft-not-found') onGone()
    else setTrouble(sent.refusal.message)
  }
  const close = (): void => setAsking(false)
  return (
    <>
      <Button kind="q" className="push" onClick={() => setAsking(true)}>
        Throw away
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title="Throw this draft away?"
        actions={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button kind="d" busy={discard.isPending} onClick={() => void throwAway().catch(() => undefined)}>
              Throw away
            </Button>
          </>
        }
      >
        <p>What was typed is gone then. Its number is not used again.</p>
        {(trouble ?? discard.error) && (
          <Notice tone="warn" speaks="at-once">
            {trouble ?? discard.error?.message}
          </Notice>
        )}
      </Dialog>
    </>
  )
}
