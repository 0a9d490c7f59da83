import { Link } from '@tanstack/react-router'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { toast } from '#client/ui/toast.ts'
import { callInAnswers, callInPays } from '#shared/rota/callIns.ts'
import { shiftRoles } from '#shared/rota/contract.ts'
import { callInsNow, closeCallIn, type CallInRow } from '#shared/rota/coverContract.ts'
import { clockTimeOf, formatDayShort } from '#shared/time/london.ts'
import { AskNext } from './AskNext.tsx'
import { OpenCallIn } from './OpenCallIn.tsx'
import { timesWords } from './rotaWords.ts'
import './callIns.css'

/** Cover from people who are off the rota: whom it is fair to ask next, who was asked, and what they said. */
export function CallIns() {
  const asked = useAnswer(callInsNow, {})
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Call-ins</h1>
        <div className="r">
          <Link to="/rota" className={buttonClass({ kind: 's' })}>
            Back to the rota
          </Link>
        </div>
      </div>
      <div className="stack">
        <Answered
          of={asked}
          isEmpty={({ callIns }) => callIns.length === 0}
          empty={
            <EmptyState title="Nobody is being looked for">When cover is short, look for somebody below.</EmptyState>
          }
        >
          {({ callIns }) => callIns.map((one) => <CallIn key={one.id} one={one} />)}
        </Answered>
        <OpenCallIn />
      </div>
    </div>
  )
}

function CallIn({ one }: { readonly one: CallInRow }) {
  const closing = useSend(closeCallIn)
  const close = async (): Promise<void> => {
    const sent = await closing.mutateAsync({ callInId: one.id, seenVersion: one.version })
    if (!sent.ok) toast({ words: sent.refusal.message, icon: 'triangle' })
  }
  const came = one.asks.find(({ answer }) => answer === 'yes')
  return (
    <Card
      title={`${formatDayShort(one.day)}, ${timesWords(one)}`}
      aside={
        came ? (
          <Tag tone="done" icon="check">
            {came.name} comes in
          </Tag>
        ) : one.closed ? (
          <Tag>No longer needed</Tag>
        ) : (
          <Tag tone="warn" icon="triangle">
            Nobody yet
          </Tag>
        )
      }
    >
      <div className="stack">
        <p>
          {shiftRoles[one.role]}. {one.why}
        </p>
        <Asked asks={one.asks} />
        {!one.closed && <AskNext callIn={one} />}
        {!one.closed && (
          <div>
            <Button kind="q" busy={closing.isPending} onClick={() => void close()}>
              No longer needed
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

/** Who was asked, in order, and what they said. */
function Asked({ asks }: { readonly asks: CallInRow['asks'] }) {
  if (asks.length === 0) return <p className="muted">Nobody has been asked yet.</p>
  return (
    <ol className="asked">
      {asks.map((ask) => (
        <li key={`${ask.personId} ${ask.askedAt}`}>
          <span className="muted">{clockTimeOf(ask.askedAt)}</span> <b>{ask.name}</b>:{' '}
          {callInAnswers[ask.answer].toLowerCase()}
          {ask.pay !== null && `, ${callInPays[ask.pay].toLowerCase()}`}.{ask.note !== '' && ` “${ask.note}”`}
        </li>
      ))}
    </ol>
  )
}
