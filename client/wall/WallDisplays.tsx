import { useState, type FormEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { endDisplay, makeDisplay, wallDisplays, type WallDisplay } from '#shared/wall/contract.ts'

/** Screens on walls: each shows the board in initials and can do nothing else, until it is ended. */
export function WallDisplays() {
  const asked = useAnswer(wallDisplays, {})
  const [token, setToken] = useState<string | null>(null)
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Wall displays</h1>
      </div>
      <div className="stack">
        <p>
          A wall display shows clocks, areas and initials. It has a link of its own that opens nothing else: no names,
          no records, no buttons. It goes dark when it has heard nothing for 15 minutes.
        </p>
        <Card title="Screens that may show the board">
          <Answered
            of={asked}
            isEmpty={(all) => all.length === 0}
            empty={
              <EmptyState title="No screen yet">Make a link, and open it in the browser of the screen.</EmptyState>
            }
          >
            {(all) => <Displays all={all} />}
          </Answered>
        </Card>
        <NewDisplay onMade={setToken} />
      </div>
      {token !== null && <ShowLink token={token} onClose={() => setToken(null)} />}
    </div>
  )
}

function Displays({ all }: { readonly all: readonly WallDisplay[] }) {
  const today = londonDayOf(useNow(60_000))
  const [ending, setEnding] = useState<WallDisplay | null>(null)
  return (
    <>
      <Table caption="Wall displays" hideCaption narrow="cards" className="labelled">
        <thead>
          <tr>
            <th scope="col">Where it hangs</th>
            <th scope="col">Made</th>
            <th scope="col">Until</th>
            <th scope="col">Last seen</th>
            <th scope="col">
              <span className="vh">End</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.label}</th>
              <td data-label="Made">
                {formatInstant(one.madeAt, today)}, {one.madeByName}
              </td>
              <td data-label="Until">{formatInstant(one.expiresAt, today)}</td>
              <td data-label="Last seen">{one.lastSeenAt === null ? 'Never' : formatInstant(one.lastSeenAt, today)}</td>
              <td>
                <Button kind="q" size="sm" onClick={() => setEnding(one)}>
                  End<span className="vh"> {one.label}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {ending && <EndIt display={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function EndIt({ display, onClose }: { readonly display: WallDisplay; readonly onClose: () => void }) {
  const send = useSend(endDisplay)
  const [error, setError] = useState<string | null>(null)
  const end = async (): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ displayId: display.id })
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words: `${display.label} shows nothing from now on.` })
      onClose()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not ended. Try again.')
    }
  }
  return (
    <Dialog
      open
      title={`End the display “${display.label}”?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="d" busy={send.isPending} onClick={() => void end()}>
            End it
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <p>Within five seconds it says that it may not show the board. Nothing else changes.</p>
      {error !== null && <ErrorSummary errors={[{ message: error }]} />}
    </Dialog>
  )
}

const lengths = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

function NewDisplay({ onMade }: { readonly onMade: (token: string) => void }) {
  const send = useSend(makeDisplay)
  const [label, setLabel] = useState('')
  const [days, setDays] = useState('90')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (label.trim() === '') return setErrors([{ field: 'label', message: 'Say where it hangs, like Hub office' }])
    try {
      const sent = await send.mutateAsync({ label: label.trim(), days: Number(days) })
      if (!sent.ok) return setErrors([{ message: sent.refusal.message }])
      setErrors([])
      setLabel('')
      if (sent.value.token !== null) onMade(sent.value.token)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not made. Try again.' }])
    }
  }
  return (
    <Card title="Another screen">
      <form className="stack" onSubmit={(event) => void make(event)} noValidate>
        <ErrorSummary errors={errors} />
        <TextField
          id="label"
          label="Where it hangs"
          width="l"
          maxLength={60}
          value={label}
          error={errorIn('label')}
          onChange={(event) => setLabel(event.target.value)}
        />
        <Select label="For how long" options={lengths} value={days} onChange={(event) => setDays(event.target.value)} />
        <div>
          <Button kind="p" type="submit" busy={send.isPending}>
            Make a link
          </Button>
        </div>
      </form>
    </Card>
  )
}

function ShowLink({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const [team, setTeam] = useState('')
  const of = team.trim() === '' ? '' : `?${new URLSearchParams({ team: team.trim() }).toString()}`
  const link = `${location.origin}/wall${of}#${token}`
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link)
    toast({ words: 'The link is copied.' })
  }
  return (
    <Dialog
      open
      alert
      title="Open this once, on the screen itself"
      onClose={onClose}
      actions={
        <>
          <Button kind="p" onClick={() => void copy().catch(() => undefined)}>
            Copy the link
          </Button>
          <Button onClick={onClose}>I have it</Button>
        </>
      }
    >
      <p>It is shown this once and kept nowhere. Whoever has it sees what the wall sees, until you end it.</p>
      <TextField
        label="Of one team"
        hint="Its name as the register has it, or empty for all. What nobody has yet, and what is near a legal limit, is shown all the same."
        width="l"
        maxLength={200}
        value={team}
        onChange={(event) => setTeam(event.target.value)}
      />
      <TextField label="Link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
    </Dialog>
  )
}
