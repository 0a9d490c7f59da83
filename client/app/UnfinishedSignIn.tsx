import { Enrolment } from '#client/identity/Enrolment.tsx'
import { SecondFactor } from '#client/identity/SecondFactor.tsx'
import { useSessionNow } from '#client/kernel/session.tsx'
import { useTitle } from '#client/kernel/title.ts'
import { Doorway } from './Doorway.tsx'

/** Between the password and the work: the second factor, or setting one up. */
export function UnfinishedSignIn() {
  const { unfinished, signOut, retry } = useSessionNow()
  const enrols = unfinished?.stage === 'enrolment'
  useTitle(enrols ? 'Set up a second factor' : 'Second factor')
  const startAgain = (): void => void signOut()
  return (
    <Doorway>
      {enrols ? (
        <Enrolment onDone={retry} onStartAgain={startAgain} />
      ) : (
        <SecondFactor ways={unfinished?.ways ?? []} onShown={retry} onStartAgain={startAgain} />
      )}
    </Doorway>
  )
}
