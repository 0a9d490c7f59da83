import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { claimAgain } from '#shared/toil/correctionContract.ts'

/** A claim was refused: its AMHP says what is new, and it waits for a decision again. The refusal stays beside it. */
export function ClaimAgain({ claim }: { readonly claim: Pick<ClaimRow, 'id' | 'version'> }) {
  const [open, setOpen] = useState(false)
  const claiming = useSubmit(claimAgain)
  const send = async (why: string): Promise<boolean> => {
    const sent = await claiming.tried({ claimId: claim.id, seenVersion: claim.version, why: why.trim() })
    if (sent) toast({ words: 'Claimed again. It is with your manager.' })
    return sent
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Claim again…
      </Button>
      {open && (
        <ReasonDialog
          keptAs={`claim.${claim.id}.again`}
          title="Claim this again"
          label="What is new"
          hint="Your manager reads this. Leave out the person’s name."
          missing="Say what is new, so that it can be decided again"
          press="Claim again"
          leave="Leave it refused"
          submitting={claiming}
          onGiven={send}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
