import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { canHavePasskeys } from './passkey.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SetUpApp } from './SetUpApp.tsx'
import { SetUpPasskey } from './SetUpPasskey.tsx'

const kinds = [
  { value: 'app', label: 'Authenticator app' },
  { value: 'passkey', label: 'Passkey on this device' },
] as const

interface EnrolmentProps {
  readonly onDone: () => void
  readonly onStartAgain: () => void
}

/** The first sign-in: a second factor comes before anything else. */
export function Enrolment({ onDone, onStartAgain }: EnrolmentProps) {
  const [kind, setKind] = useState<'app' | 'passkey'>('app')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes !== null)
    return (
      <>
        <h1 className="h1">Keep these recovery codes</h1>
        <RecoveryCodes codes={codes} onKept={onDone} />
      </>
    )
  const done = (made: readonly string[]): void => (made.length > 0 ? setCodes(made) : onDone())
  const aside = <Button onClick={onStartAgain}>Start again</Button>
  return (
    <>
      <div>
        <h1 className="h1">Set up a second factor</h1>
        <p className="muted">
          The hub holds people’s crises, so a password alone does not open it. This takes two minutes, once.
        </p>
      </div>
      {canHavePasskeys() && <RadioChips label="Which" options={kinds} value={kind} onChange={setKind} />}
      {kind === 'app' ? <SetUpApp onDone={done} aside={aside} /> : <SetUpPasskey onDone={done} aside={aside} />}
    </>
  )
}
