import type { SubmitEvent } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { AmhpRow, Register } from '#shared/register/contract.ts'
import { isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'
import { ApprovalFields, AtWorkFields, PersonFields, WorkFields } from './AmhpFields.tsx'
import { readEntry, type AmhpEntryText } from './amhpEntry.ts'
import { RenewalNotice } from './RenewalNotice.tsx'
import { useSaveAmhp } from './useSaveAmhp.ts'

interface AmhpFormProps {
  readonly all: Register
  readonly row: AmhpRow | null
  readonly text: AmhpEntryText
  readonly change: (part: Partial<AmhpEntryText>) => void
  readonly today: LondonDay
  readonly onClose: () => void
}

/** What each group of fields is given. */
export interface FieldsProps {
  readonly all: Register
  readonly text: AmhpEntryText
  readonly change: (part: Partial<AmhpEntryText>) => void
  readonly errorOf: (field: keyof AmhpEntryText) => string | undefined
}

/** The whole entry. Checked by the hub's own rules before it is sent, and again by the hub. */
export function AmhpForm({ all, row, text, change, today, onClose }: AmhpFormProps) {
  const { save, errors, setErrors, seenVersion, busy } = useSaveAmhp(row, onClose)
  const fields: FieldsProps = { all, text, change, errorOf: useErrorIn(errors) }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const read = readEntry(text, all, today)
    const { contractFrom } = text
    if (read.entry === null) setErrors(read.errors)
    else if (contractFrom !== '' && !isLondonDay(contractFrom))
      setErrors([{ field: 'contractFrom', message: 'Enter a day that exists' }])
    else await save(read.entry, contractFrom === '' ? null : londonDay(contractFrom))
  }
  return (
    <form className="card amhp-form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      {row !== null && row.version !== seenVersion && (
        <Notice tone="warn" speaks="politely">
          <b>This entry was changed while you had it open.</b> What you typed is kept; the other boxes show what is
          there now. Look, then save.
        </Notice>
      )}
      <PersonFields {...fields} />
      <ApprovalFields {...fields} renewal={<RenewalNotice row={row} text={text} today={today} />} />
      <WorkFields {...fields} row={row} />
      <AtWorkFields {...fields} />
      <div className="btns">
        <Button kind="p" type="submit" busy={busy}>
          {row ? 'Save the changes' : 'Put on the register'}
        </Button>
        <Button onClick={onClose}>{row ? 'Leave as it is' : 'Cancel'}</Button>
      </div>
    </form>
  )
}
