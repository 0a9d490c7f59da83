import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { endHold, holdReferral } from '#shared/referrals/triaging/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { MomentDialog } from './MomentDialog.tsx'

interface HoldDialogProps {
  readonly referralId: ReferralId
  readonly onClose: () => void
}

/** Puts a referral by until a time, and says what it waits for: on the record and on the board alike. */
export function HoldDialog({ referralId, onClose }: HoldDialogProps) {
  const [why, setWhy, forget] = useKeptText(`hold.${referralId}`)
  const submitting = useSubmit(holdReferral)
  const taking = useSend(endHold)
  const takeUp = async (): Promise<void> => {
    try {
      const sent = await taking.mutateAsync({ referralId })
      toast(sent.ok ? { words: 'Taken up again.' } : { words: sent.refusal.message, icon: 'triangle' })
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      toast({ words: fault.message, icon: 'triangle' })
    }
  }
  const give = async (until: Instant): Promise<boolean> => {
    const done = await submitting.tried({ referralId, until, why })
    if (!done) return false
    forget()
    toast({ words: `Held until ${formatInstant(until, londonDayOf(nowInstant()))}.`, undo: () => void takeUp() })
    return true
  }
  return (
    <MomentDialog
      keptAs={`hold.${referralId}`}
      title="Hold until"
      label="Until"
      field="until"
      press="Hold it"
      submitting={submitting}
      also={why.trim() === '' ? [{ field: 'why', message: 'Say what it waits for' }] : []}
      onGiven={give}
      onClose={onClose}
    >
      <p>It comes back by itself then. A hold cannot pass a legal limit.</p>
      <TextArea
        id="why"
        label="What it waits for"
        hint="Like “starters at 16:00” or “crisis team visits first”"
        rows={2}
        value={why}
        error={submitting.errorIn('why')}
        onChange={(event) => setWhy(event.target.value)}
      />
    </MomentDialog>
  )
}
