import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import { improveRota } from '#shared/planner/contract.ts'

interface FurtherProps {
  readonly jobId: PlanJobId
  readonly onAsked: (jobId: PlanJobId) => void
}

/** Takes a filled rota further: what cannot be is proved, and a better one is looked for. */
export function Further({ jobId, onAsked }: FurtherProps) {
  const ask = useSend(improveRota)
  const [wrong, setWrong] = useState<string | null>(null)
  const press = async (): Promise<void> => {
    try {
      const sent = await ask.mutateAsync({ jobId })
      setWrong(sent.ok ? null : sent.refusal.message)
      if (sent.ok) onAsked(sent.value.jobId)
    } catch (fault) {
      setWrong(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <div className="plan-further no-print">
      {wrong !== null && (
        <Notice tone="warn" speaks="politely">
          {wrong}
        </Notice>
      )}
      <Button busy={ask.isPending} onClick={() => void press()}>
        Look for a better one, and prove what cannot be
      </Button>
      <p className="muted">
        Takes up to a minute and a half. It keeps this rota beside the new one, says how many duties nobody could cover
        whatever the rota, and names the rules that make it so.
      </p>
    </div>
  )
}
