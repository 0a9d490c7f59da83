import { Button } from '#client/ui/Button.tsx'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import { FactorFields } from './FactorFields.tsx'

interface SecondFactorProps {
  readonly ways: readonly StepUpWay[]
  readonly onShown: () => void
  readonly onStartAgain: () => void
}

/** The second step of signing in. */
export function SecondFactor({ ways, onShown, onStartAgain }: SecondFactorProps) {
  return (
    <>
      <div>
        <h1 className="h1">One more step</h1>
        <p className="muted">Your password is right. Now show that you have your second factor at hand.</p>
      </div>
      <FactorFields
        ways={ways}
        to="/api/sign-in/factor"
        onShown={onShown}
        word="Sign in"
        aside={<Button onClick={onStartAgain}>Start again</Button>}
      />
      <p className="small">Phone and codes lost? Ask an administrator of your service for a new link.</p>
    </>
  )
}
