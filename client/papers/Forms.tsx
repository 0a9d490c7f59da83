import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { paperFormCodes, paperForms, type PaperForm } from '#shared/papers/codes.ts'
import { recordPaper, type PaperRow } from '#shared/papers/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { fromBox, halfTyped, toBox, usePaper } from './usePaper.ts'

interface FormsProps {
  readonly rows: readonly PaperRow[]
  readonly referralId: ReferralId
  readonly mayWrite: boolean
}

/** Which form is where, and since when. The hub follows papers; it makes none. */
export function Forms({ rows, referralId, mayWrite }: FormsProps) {
  const [open, setOpen] = useState<string | null>(null)
  const editing = rows.find(({ id }) => id === open)
  return (
    <Card
      title="Forms and papers"
      aside={
        mayWrite &&
        open === null && (
          <Button kind="q" size="sm" onClick={() => setOpen('new')}>
            Add a paper
          </Button>
        )
      }
    >
      {rows.length === 0 && open === null && <EmptyState title="No paper is followed yet" />}
      {rows.length > 0 && (
        <Table caption="Forms and papers" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Paper</th>
              <th scope="col">Who has it</th>
              <th scope="col">Received</th>
              <th scope="col">
                <span className="vh">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.struckOut ? <s>{paperForms[row.form]}</s> : paperForms[row.form]}
                  {row.note !== '' && <div className="small muted">{row.note}</div>}
                </th>
                <td data-label="Who has it">{row.struckOut ? <Tag>Entered by mistake</Tag> : row.heldBy}</td>
                <td data-label="Received">{row.receivedAt ? formatInstant(row.receivedAt) : 'Not yet'}</td>
                <td>
                  {mayWrite && (
                    <Button kind="q" size="sm" onClick={() => setOpen(row.id)}>
                      Change<span className="vh"> {paperForms[row.form]}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {open !== null && (
        <PaperFields key={open} row={editing ?? null} referralId={referralId} onDone={() => setOpen(null)} />
      )}
    </Card>
  )
}

const forms = paperFormCodes.map((value) => ({ value, label: paperForms[value] }))

interface PaperFieldsProps {
  readonly row: PaperRow | null
  readonly referralId: ReferralId
  readonly onDone: () => void
}

function PaperFields({ row, referralId, onDone }: PaperFieldsProps) {
  const key = `${referralId}.paper.${row?.id ?? 'new'}`
  const { typed, type, forget, errors, setErrors, save, busy } = usePaper(recordPaper, key, {
    form: row?.form ?? ('A2' as PaperForm),
    heldBy: row?.heldBy ?? '',
    receivedAt: toBox(row?.receivedAt ?? null),
    note: row?.note ?? '',
    struckOut: row?.struckOut ?? false,
  })
  const [version] = useState(row?.version ?? 0)
  const errorIn = useErrorIn(errors)
  const send = async (): Promise<void> => {
    if (typed.heldBy.trim() === '')
      return setErrors([{ field: 'heldBy', message: 'Say who has it, like Ward clerk, Oakridge 3' }])
    const half = halfTyped(key, ['receivedAt'])
    if (half.length > 0) return setErrors(half)
    const receivedAt = fromBox(typed.receivedAt)
    if (await save({ referralId, seenVersion: version, paperId: row?.id ?? null, ...typed, receivedAt })) onDone()
  }
  return (
    <div className="stack paper-form">
      <ErrorSummary errors={errors.map(({ field, message }) => ({ field: field && `${key}.${field}`, message }))} />
      <Select
        id={`${key}.form`}
        label="Paper"
        options={forms}
        value={typed.form}
        onChange={(event) => type({ form: paperFormCodes.find((code) => code === event.target.value) ?? 'OTHER' })}
      />
      <div className="row">
        <TextField
          id={`${key}.heldBy`}
          label="Who has it"
          width="l"
          value={typed.heldBy}
          error={errorIn('heldBy')}
          onChange={(event) => type({ heldBy: event.target.value })}
        />
        <TextField
          id={`${key}.receivedAt`}
          type="datetime-local"
          label="Received"
          value={typed.receivedAt}
          error={errorIn('receivedAt')}
          onChange={(event) => type({ receivedAt: event.target.value })}
        />
      </div>
      <TextField
        id={`${key}.note`}
        label="Note"
        value={typed.note}
        maxLength={200}
        onChange={(event) => type({ note: event.target.value })}
      />
      {row && (
        <Checkbox
          label="Entered by mistake: strike it out"
          checked={typed.struckOut}
          onChange={(event) => type({ struckOut: event.target.checked })}
        />
      )}
      <div className="btns">
        <Button kind="p" size="sm" busy={busy} onClick={() => void send()}>
          Save paper
        </Button>
        <Button
          kind="q"
          size="sm"
          onClick={() => {
            forget()
            onDone()
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  )
}
