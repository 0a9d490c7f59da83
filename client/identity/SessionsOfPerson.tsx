import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { endSessionsOfPerson, sessionsOfPerson } from '#shared/identity/sessions.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { SessionList } from './SessionList.tsx'

/** Where a colleague is signed in to this service, and the way to sign them out: for administrators, on the person's page. */
export function SessionsOfPerson({ personId }: { readonly personId: PersonId }) {
  const asked = useAnswer(sessionsOfPerson, { personId })
  const end = useSend(endSessionsOfPerson)
  const [ending, setEnding] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)

  const run = async (sessionId: string | null, name: string): Promise<void> => {
    setEnding(sessionId ?? 'all')
    setTrouble(null)
    try {
      const given = await end.mutateAsync({ personId, sessionId })
      if (given.ok) toast({ words: `${name} has been signed out${sessionId === null ? ' everywhere' : ' there'}.` })
      else setTrouble(given.refusal.message)
      void asked.refetch()
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    } finally {
      setEnding(null)
    }
  }
  return (
    <Answered of={asked}>
      {(found) =>
        found && (
          <>
            {trouble !== null && <ErrorSummary errors={[{ message: trouble }]} />}
            <Card
              title="Where they are signed in"
              aside={
                found.sessions.length > 0 && (
                  <Button size="sm" busy={ending === 'all'} onClick={() => void run(null, found.name)}>
                    Sign out everywhere
                  </Button>
                )
              }
            >
              {found.sessions.length === 0 ? (
                <EmptyState title={`${found.name} is not signed in anywhere`} />
              ) : (
                <SessionList
                  label={`Devices on which ${found.name} is signed in`}
                  sessions={found.sessions}
                  ending={ending}
                  onEnd={({ id }) => void run(id, found.name)}
                />
              )}
            </Card>
          </>
        )
      }
    </Answered>
  )
}
