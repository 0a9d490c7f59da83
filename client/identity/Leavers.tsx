import { useState, type ChangeEvent } from 'react'
import { ask, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import { toast } from '#client/ui/toast.ts'
import { endLeavers, previewLeavers, type LeaverFate, type LeaversView } from '#shared/identity/directoryContract.ts'

const fates: Record<LeaverFate, { readonly words: string; readonly tone?: Tone }> = {
  leaves: { words: 'Will be ended', tone: 'warn' },
  'left-already': { words: 'Has left already' },
  unknown: { words: 'Not of this service' },
  twice: { words: 'On the list twice' },
  yourself: { words: 'You: somebody else must do it', tone: 'info' },
  'last-administrator': { words: 'Stays: the last administrator', tone: 'info' },
}

/** A list of people who have left: checked first, carried out second. */
export function Leavers() {
  const [list, setList] = useState('')
  const [checked, setChecked] = useState<LeaversView | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const typed = (text: string): void => {
    setList(text)
    setChecked(null)
    setError(null)
  }
  const check = async (): Promise<void> => {
    if (list.trim() === '') return setError('Choose a file, or paste the list')
    setBusy(true)
    setError(null)
    try {
      setChecked(await ask(previewLeavers, { list }, { inBody: true }))
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault))
    }
    setBusy(false)
  }
  return (
    <Card title="Who has left">
      <div className="leavers">
        {error !== null && <ErrorSummary errors={[{ field: 'leavers', message: error }]} />}
        <TextArea
          label="List of leavers"
          hint="E-mail addresses or ids of the directory, one a line; or CSV with a heading. Nothing happens before you have seen the check."
          id="leavers"
          rows={4}
          value={list}
          error={error ?? undefined}
          onChange={(event) => typed(event.target.value)}
        />
        <div className="btns">
          <Button kind={checked === null ? 'p' : 's'} busy={busy} onClick={() => void check()}>
            Check the list
          </Button>
          <ChooseFile onRead={typed} />
        </div>
        {checked && <Checked view={checked} list={list} onDone={() => typed('')} onWrong={setError} />}
      </div>
    </Card>
  )
}

function ChooseFile({ onRead }: { readonly onRead: (text: string) => void }) {
  const read = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    if (file) onRead(await file.text())
    event.target.value = ''
  }
  return (
    <label className="btn btn-s file-b">
      Choose a file
      <input type="file" accept=".csv,.txt,text/csv,text/plain" onChange={(event) => void read(event)} />
    </label>
  )
}

interface CheckedProps {
  readonly view: LeaversView
  readonly list: string
  readonly onDone: () => void
  readonly onWrong: (message: string) => void
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

function Checked({ view, list, onDone, onWrong }: CheckedProps) {
  const send = useSend(endLeavers)
  const out = view.lines.filter(({ openReferrals }) => openReferrals > 0)
  const end = async (): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ list, expected: view.leaving })
      if (!sent.ok) return onWrong(sent.refusal.message)
      toast({ words: `${people(sent.value.leaving)} ended. They are signed out everywhere.`, icon: 'check' })
      onDone()
    } catch (fault) {
      onWrong(fault instanceof Error ? fault.message : String(fault))
    }
  }
  return (
    <>
      <Notice tone={view.leaving > 0 ? 'warn' : 'info'} speaks="politely">
        <b>{view.leaving === 0 ? 'Nobody on this list would be ended.' : `${people(view.leaving)} would be ended.`}</b>{' '}
        {view.leaving > 0 && 'They are signed out at once and cannot come back in. What they did stays.'}
        {out.length > 0 && ` ${people(out.length)} of them are out on a referral: give it to somebody else first.`}
      </Notice>
      <Table caption="What the list would do" narrow="cards">
        <thead>
          <tr>
            <th scope="col">On the list</th>
            <th scope="col">Person</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map(({ line, named, name, fate, openReferrals }) => (
            <tr key={line}>
              <th scope="row">{named}</th>
              <td data-label="Person">{name ?? '–'}</td>
              <td data-label="What happens">
                <Tag tone={fates[fate].tone}>{fates[fate].words}</Tag>
                {openReferrals > 0 && <Tag tone="breach-soft">Out on {openReferrals}</Tag>}
              </td>
            </tr>
          ))}
          {view.unreadable.map(({ line, why }) => (
            <tr key={`unreadable ${line}`}>
              <th scope="row">Line {line}</th>
              <td data-label="Person">–</td>
              <td data-label="What happens">{why}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {view.leaving > 0 && (
        <div className="btns">
          <Button kind="d" busy={send.isPending} onClick={() => void end()}>
            End {people(view.leaving)}
          </Button>
          <Button onClick={onDone}>Throw the list away</Button>
        </div>
      )}
    </>
  )
}
