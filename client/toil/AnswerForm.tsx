import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { answerAboutClaim, type ClaimRow } from '#shared/toil/contract.ts'

/** A manager asked about a claim: the question stands above it, the answer goes back to them. */
export function AnswerForm({ claim }: { readonly claim: Pick<ClaimRow, 'id' | 'version'> }) {
  const [answer, setAnswer, clear] = useKeptText(`claim.${claim.id}.answer`)
  const [error, setError] = useState<string | undefined>()
  const command = useSend(answerAboutClaim)
  const send = async (): Promise<void> => {
    if (answer.trim() === '') return setError('Write an answer')
    setError(undefined)
    try {
      const sent = await command.mutateAsync({ claimId: claim.id, seenVersion: claim.version, answer: answer.trim() })
      if (!sent.ok) return setError(sent.refusal.message)
      clear()
      toast({ words: 'Answered. It is with your manager again.' })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <div className="claim-form">
      <TextArea
        label="Your answer"
        hint="Your manager reads this. Leave out the person’s name."
        value={answer}
        error={error}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <Button busy={command.isPending} onClick={() => void send()}>
        Answer
      </Button>
    </div>
  )
}
