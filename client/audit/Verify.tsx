import { useEffect, useRef, useState } from 'react'
import { ask } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { verifyAudit, type Seals, type VerifyStep } from '#shared/audit/contract.ts'
import { verified } from '#shared/audit/lookingBack.ts'
import { formatInstant } from '#shared/time/london.ts'
import { useSeals } from './useSeals.ts'

/** Whether anything of the audit was changed, taken out or slipped in, and how the sealing goes. */
export function Verify() {
  const seals = useSeals()
  return (
    <>
      <Check onDone={() => void seals.refetch()} />
      <Card title="The latest seals">
        <Answered of={seals}>{(now) => <Latest seals={now} />}</Answered>
      </Card>
    </>
  )
}

function Check({ onDone }: { readonly onDone: () => void }) {
  const { run, busy, step, trouble } = useVerifying(onDone)
  const result = step?.done === true ? verified(step) : null
  return (
    <Card title="Is the audit whole?">
      <div className="stack">
        <p className="lede">
          Goes through every event and every read, from the first, and compares it with what was sealed. The first row
          that was changed, taken out or put in is named.
        </p>
        <div aria-live="polite" className="stack">
          {busy && step && (
            <p>
              Checked {step.eventsTo.toLocaleString('en-GB')} events and {step.readsSeen.toLocaleString('en-GB')} reads
              so far.
            </p>
          )}
          {trouble !== null && (
            <Notice tone="warn">
              <b>It could not be checked to the end.</b> {trouble}
            </Notice>
          )}
          {result?.good === true && (
            <Notice tone="done">
              <b>{result.says}</b> The file of anchors on another machine is compared by whoever runs the hub, with{' '}
              <code>npm run audit:verify</code>.
            </Notice>
          )}
          {result?.good === false && (
            <Notice tone="breach">
              <b>{result.says}</b> Tell whoever runs the hub and your data protection officer now. Keep the database,
              its backups and the file of anchors as they are.
            </Notice>
          )}
        </div>
        <div className="btns">
          <Button kind="p" busy={busy} onClick={run}>
            {step === null ? 'Check everything' : 'Check again'}
          </Button>
        </div>
      </div>
    </Card>
  )
}

/** Step after step, so that a long history is no long request. Leaving the page stops it. */
function useVerifying(onDone: () => void) {
  const [step, setStep] = useState<VerifyStep | null>(null)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const all = async (): Promise<void> => {
    let [events, seals, reads] = [0, 0, 0]
    for (let done = false; !done && here.current;) {
      const next = await ask(verifyAudit, { eventsAfter: String(events), sealsAfter: String(seals) })
      reads += next.readsSeen
      ;[events, seals, done] = [next.eventsTo, next.sealsTo, next.done]
      setStep({ ...next, readsSeen: reads })
    }
  }
  const run = (): void => {
    setBusy(true)
    setTrouble(null)
    setStep(null)
    all()
      .catch((fault: unknown) => setTrouble(fault instanceof Error ? fault.message : String(fault)))
      .finally(() => {
        setBusy(false)
        onDone()
      })
  }
  return { run, busy, step, trouble }
}

function Latest({ seals: { last, waiting, oldestWaitingAt } }: { readonly seals: Seals }) {
  const now = useNow(15_000)
  const waits =
    oldestWaitingAt === null
      ? 'No read waits for a seal.'
      : `${waiting === 1 ? 'One read waits' : `${waiting} reads wait`} for the next seal, since ${formatInstant(oldestWaitingAt)}.`
  return (
    <div className="stack">
      <p>
        {waits} <span className="muted">As of {formatInstant(now)}.</span>
      </p>
      {last.length === 0 ? (
        <EmptyState title="No seal has been made yet">One is made within a minute of the first read.</EmptyState>
      ) : (
        <Table caption="The latest seals" hideCaption narrow="cards" className="au-looks seals">
          <thead>
            <tr>
              <th scope="col">Seal</th>
              <th scope="col">Made</th>
              <th scope="col">Reads in it</th>
              <th scope="col">Events up to</th>
              <th scope="col">Its mark</th>
            </tr>
          </thead>
          <tbody>
            {last.map((one) => (
              <tr key={one.number}>
                <th scope="row">{one.number.toLocaleString('en-GB')}</th>
                <td data-label="Made">{formatInstant(one.sealedAt)}</td>
                <td data-label="Reads in it">{one.reads.toLocaleString('en-GB')}</td>
                <td data-label="Events up to">{one.eventsTo.toLocaleString('en-GB')}</td>
                <td data-label="Its mark">
                  <code>{one.mark}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  )
}
