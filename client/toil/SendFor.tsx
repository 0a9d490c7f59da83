import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { submitFor, type ClaimRow } from '#shared/toil/contract.ts'

/** A claim that its AMHP cannot send, having left or being off sick: a manager sends it as the record made it, with the reason. */
export function SendFor({ claim, name }: { readonly claim: Pick<ClaimRow, 'id' | 'version'>; readonly name: string }) {
  const [open, setOpen] = useState(false)
  const sending = useSubmit(submitFor)
  const send = async (why: string): Promise<boolean> => {
    const sent = await sending.tried({ claimId: claim.id, seenVersion: claim.version, why: why.trim() })
    if (sent) toast({ words: `Sent in the name of ${name}. It waits for a decision.` })
    return sent
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Send in their name…
      </Button>
      {open && (
        <ReasonDialog
          keptAs={`claim.${claim.id}.for`}
          title={`Send this in the name of ${name}`}
          label="Why they cannot send it"
          hint="They read this. It goes as the record made it, and waits for a decision."
          missing="Say why they cannot send it themselves"
          press="Send the claim"
          leave="Leave it unsent"
          submitting={sending}
          onGiven={send}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
