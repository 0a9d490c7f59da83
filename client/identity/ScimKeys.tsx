import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { makeScimToken, revokeScimToken, type DirectoryView } from '#shared/identity/directoryContract.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'

type Key = DirectoryView['tokens'][number]

/** Keys by which a directory adds and ends people by itself (SCIM). */
export function ScimKeys({ tokens }: Pick<DirectoryView, 'tokens'>) {
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [ending, setEnding] = useState<Key | null>(null)
  return (
    <Card
      title="Keys for directories (SCIM)"
      aside={
        <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
          Make a key
        </Button>
      }
    >
      {tokens.length === 0 ? (
        <EmptyState title="No directory has a key">
          With one, your council’s directory adds and ends people by itself.
        </EmptyState>
      ) : (
        <Keys tokens={tokens} onEnd={setEnding} />
      )}
      {making && (
        <MakeKey
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false)
            setMade(token)
          }}
        />
      )}
      {made !== null && <ShowKey token={made} onClose={() => setMade(null)} />}
      {ending && <EndKey token={ending} onClose={() => setEnding(null)} />}
    </Card>
  )
}

const stateOf = (token: Key): string => {
  if (token.revokedAt !== null) return `Ended ${formatInstant(token.revokedAt)}`
  return token.expiresAt <= nowInstant() ? 'Its time is up' : `Until ${formatDate(londonDayOf(token.expiresAt))}`
}

function Keys({ tokens, onEnd }: Pick<DirectoryView, 'tokens'> & { readonly onEnd: (token: Key) => void }) {
  return (
    <Table caption="Keys for directories" hideCaption narrow="cards">
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">May</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="vh">End it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.label}</th>
            <td data-label="May">{token.scopes.includes('write') ? 'add, change and end people' : 'only read'}</td>
            <td data-label="Made">
              {formatInstant(token.madeAt)}, {token.madeByName}
            </td>
            <td data-label="Last used">{token.lastUsedAt === null ? 'Never used' : formatInstant(token.lastUsedAt)}</td>
            <td data-label="State">{stateOf(token)}</td>
            <td>
              {token.revokedAt === null && (
                <Button size="sm" onClick={() => onEnd(token)}>
                  End<span className="vh"> the key for {token.label}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const spans = [
  { value: '365', label: 'A year' },
  { value: '180', label: 'Half a year' },
  { value: '30', label: '30 days' },
] as const

function MakeKey({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (token: string) => void }) {
  const send = useSend(makeScimToken)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const given = typed.get('label')
    const label = typeof given === 'string' ? given.trim() : ''
    if (label === '') return setErrors([{ field: 'label', message: 'Say which directory it is for, like Entra ID' }])
    if (send.isPending) return
    try {
      const scopes = typed.get('may') === 'read' ? (['read'] as const) : (['read', 'write'] as const)
      const sent = await send.mutateAsync({ label, scopes: [...scopes], days: Number(typed.get('days')) })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      if (sent.value.token !== null) return onMade(sent.value.token)
      setErrors([{ message: 'The key was made and shown already. End it, and make another.' }])
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <Dialog open title="Make a key for a directory" onClose={onClose}>
      <form noValidate className="dlg-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField
          label="Which directory is it for?"
          hint="Entra ID, for example. You see this name in the list."
          name="label"
          id="label"
          error={errorIn('label')}
        />
        <Select
          label="What may it do?"
          name="may"
          options={[
            { value: 'write', label: 'Add, change and end people' },
            { value: 'read', label: 'Only read' },
          ]}
        />
        <Select label="How long does it last?" name="days" options={spans} />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.isPending}>
            Make the key
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}

function ShowKey({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(token)
    toast({ words: 'The key is copied.', icon: 'check' })
  }
  return (
    <Dialog
      open
      alert
      title="Copy the key now"
      onClose={onClose}
      actions={
        <>
          <Button kind="p" onClick={() => void copy().catch(() => undefined)}>
            Copy it
          </Button>
          <Button onClick={onClose}>I have it</Button>
        </>
      }
    >
      <p>It is shown this once and kept nowhere. Put it into the directory as its secret token.</p>
      <TextField label="Key" readOnly value={token} onFocus={(event) => event.currentTarget.select()} />
      <TextField label="Address for the directory" readOnly value={`${location.origin}/scim/v2`} />
    </Dialog>
  )
}

function EndKey({ token, onClose }: { readonly token: Key; readonly onClose: () => void }) {
  const send = useSend(revokeScimToken)
  const [error, setError] = useState<string | null>(null)
  const end = async (): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ tokenId: token.id })
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words: `The key for ${token.label} has ended.`, icon: 'check' })
      onClose()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault))
    }
  }
  return (
    <Dialog
      open
      title={`End the key for ${token.label}?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="d" busy={send.isPending} onClick={() => void end()}>
            End it at once
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <p>From this moment the directory can add, change and end nobody here. The people it sent stay.</p>
      {error !== null && <ErrorSummary errors={[{ message: error }]} />}
    </Dialog>
  )
}
