import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { toast } from '#client/ui/toast.ts'
import { copyWeek } from '#shared/rota/planContract.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'

/** Puts last week’s shifts into the draft of this one, on the same weekdays. */
export function CopyLastWeek({ monday }: { readonly monday: LondonDay }) {
  const copying = useSend(copyWeek)
  const copy = async (): Promise<void> => {
    const sent = await copying.mutateAsync({ fromMonday: addDays(monday, -7), toMonday: monday })
    if (!sent.ok) return toast({ words: sent.refusal.message, icon: 'triangle' })
    const { drafted, left } = sent.value
    const detail =
      left.length > 0 ? `${left.length} left out: their people are on that day already, or have left.` : undefined
    toast({ words: `${drafted} shifts of last week are in the draft.`, icon: 'check', detail })
  }
  return (
    <Button busy={copying.isPending} onClick={() => void copy()}>
      Copy last week
    </Button>
  )
}
