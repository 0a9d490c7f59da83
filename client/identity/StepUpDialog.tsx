import { useEffect, useState, type FormEvent } from 'react'
import { getForm, postForm } from '#client/kernel/post.ts'
import { useStepUpQuestion, type StepUpQuestion } from '#client/kernel/stepUp.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'

/** Asks, before a grave step, whether it is still the same person; what they were doing waits behind it, as typed. */
export function StepUpDialog() {
  const question = useStepUpQuestion()
  return question && <Asked question={question} />
}

function Asked({ question }: { readonly question: StepUpQuestion }) {
  const [ways, setWays] = useState<readonly StepUpWay[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let here = true
    void getForm<{ readonly ways: readonly StepUpWay[] }>('/api/step-up').then((got) => {
      if (!here) return
      if (got.ok) setWays(got.answer.ways)
      else setError(got.message)
    })
    return () => {
      here = false
    }
  }, [])
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    if (busy) return
    setBusy(true)
    const sent = await postForm('/api/step-up', { password })
    setBusy(false)
    if (sent.ok) question.shown()
    else setError(sent.message)
  }
  return (
    <Dialog open onClose={question.declined} title="Is it still you?">
      <form noValidate onSubmit={(event) => void submit(event)}>
        <p>This is a grave step, so the hub asks once more who is there. What you were doing goes on afterwards.</p>
        {error !== null && <ErrorSummary errors={[{ message: error }]} />}
        {ways?.includes('password') && (
          <TextField label="Your password" name="password" type="password" autoComplete="current-password" autoFocus />
        )}
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Go on
          </Button>
          <Button onClick={question.declined}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
