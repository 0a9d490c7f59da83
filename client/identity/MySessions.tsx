import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { endOtherSessions, endOwnSession, mySessions, type OwnSessions } from '#shared/identity/sessions.ts'
import { SessionList } from './SessionList.tsx'
import { endedWords } from './sessionWords.ts'

/** My account, where you are signed in: a phone that was lost or a computer that was left is signed out from here. */
export function MySessions() {
  const asked = useAnswer(mySessions, {})
  return (
    <div className="wrap own-sessions">
      <h1 className="h1">Where you are signed in</h1>
      <p className="muted">If you do not know a device, sign out there and change your password.</p>
      <Answered of={asked}>{(own) => <Mine own={own} again={() => void asked.refetch()} />}</Answered>
    </div>
  )
}

function Mine({ own, again }: { readonly own: OwnSessions; readonly again: () => void }) {
  const endOne = useSend(endOwnSession)
  const endOthers = useSend(endOtherSessions)
  const [ending, setEnding] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const elsewhere = own.sessions.filter(({ here }) => !here).length

  const run = async (key: string, sent: ReturnType<typeof endOne.mutateAsync>, done: (ended: number) => string) => {
    setEnding(key)
    setTrouble(null)
    try {
      const given = await sent
      if (given.ok) toast({ words: done(given.value.ended) })
      else setTrouble(given.refusal.message)
      again()
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    } finally {
      setEnding(null)
    }
  }
  return (
    <>
      {trouble !== null && <ErrorSummary errors={[{ message: trouble }]} />}
      <Card
        title={elsewhere === 0 ? 'This device only' : `${own.sessions.length} devices`}
        aside={
          elsewhere > 0 && (
            <Button
              size="sm"
              busy={ending === 'others'}
              onClick={() => void run('others', endOthers.mutateAsync({}), endedWords)}
            >
              Sign out everywhere else
            </Button>
          )
        }
      >
        <SessionList
          label="Devices on which you are signed in"
          sessions={own.sessions}
          ending={ending}
          onEnd={({ id, device }) =>
            void run(id, endOne.mutateAsync({ sessionId: id }), () => `Signed out on ${device}.`)
          }
        />
      </Card>
      <p className="muted">
        You can be signed in on {own.atOnce === 1 ? 'one device' : `${own.atOnce} devices`} at once: with one more, the
        one that you used longest ago is signed out. A desk computer is signed out after {own.idleMinutes} minutes
        without you.
      </p>
    </>
  )
}
