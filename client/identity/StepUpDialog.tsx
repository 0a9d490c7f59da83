import { useEffect, useState } from 'react'
import { getForm } from '#client/kernel/post.ts'
import { useProviders, wayTo } from '#client/kernel/providers.ts'
import { useStepUpQuestion, type StepUpQuestion } from '#client/kernel/stepUp.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import { FactorFields } from './FactorFields.tsx'

/** Asks, before a grave step, whether it is still the same person; what they were doing waits behind it, as typed. */
export function StepUpDialog() {
  const question = useStepUpQuestion()
  return question && <Asked question={question} />
}

function Asked({ question }: { readonly question: StepUpQuestion }) {
  const [ways, setWays] = useState<readonly StepUpWay[] | null>(null)
  const [error, setError] = useState<string | null>(null)
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
  const leave = <Button onClick={question.declined}>Not now</Button>
  return (
    <Dialog open onClose={question.declined} title="Is it still you?">
      <p>This is a grave step, so the hub asks once more who is there. What you were doing goes on afterwards.</p>
      {error !== null && <ErrorSummary errors={[{ message: error }]} />}
      {ways?.includes('sso') && <AtTheCouncil onBack={question.shown} />}
      {ways && ways.some((way) => way !== 'sso') ? (
        <FactorFields
          ways={ways.filter((way) => way !== 'sso')}
          to="/api/step-up"
          onShown={question.shown}
          word="Go on"
          aside={leave}
        />
      ) : (
        <div className="btns">{leave}</div>
      )}
    </Dialog>
  )
}

/** The council's own sign-in, in another tab: this page keeps what was typed on it. */
function AtTheCouncil({ onBack }: { readonly onBack: () => void }) {
  const [gone, setGone] = useState(false)
  const providers = useProviders() ?? []
  if (gone)
    return (
      <div className="step-form">
        <p>Come back here once you have signed in there.</p>
        <Button kind="p" onClick={onBack}>
          I have signed in there
        </Button>
      </div>
    )
  return (
    <div className="step-form">
      {providers.map((provider) => (
        <a
          key={provider.id}
          className={buttonClass({ kind: 'p' })}
          href={wayTo(provider, '/', 'again')}
          target="_blank"
          rel="noopener"
          onClick={() => setGone(true)}
        >
          Sign in with {provider.label} again
        </a>
      ))}
    </div>
  )
}
