import { useCallback, useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { recordHospital, type BedRow } from '#shared/papers/contract.ts'
import { arrangementStateNames } from '#shared/referrals/arrangementWords.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ADD_HOSPITAL } from './paperLinks.ts'
import { useOpenedByLink } from './useOpenedByLink.ts'
import { usePaper } from './usePaper.ts'

interface HospitalProps {
  readonly row: BedRow | null
  readonly referralId: ReferralId
  readonly mayWrite: boolean
}

/** Where the bed stands, and in which hospital it is: the same that the board shows of the bed. */
export function Hospital({ row, referralId, mayWrite }: HospitalProps) {
  const [open, setOpen] = useState(false)
  const show = useCallback(() => setOpen(mayWrite), [mayWrite])
  useOpenedByLink(ADD_HOSPITAL, boxOf(referralId), show)
  return (
    <Card
      title="Hospital and bed"
      aside={
        mayWrite &&
        !open && (
          <Button kind="q" size="sm" onClick={() => setOpen(true)}>
            {row?.state === 'agreed' ? 'Change' : 'Record'}
            <span className="vh"> the hospital</span>
          </Button>
        )
      }
    >
      {open ? (
        <HospitalForm row={row} referralId={referralId} onDone={() => setOpen(false)} />
      ) : row === null ? (
        <EmptyState title="No hospital recorded yet" />
      ) : (
        <SummaryList
          rows={[
            { key: 'Bed', value: arrangementStateNames[row.state] },
            { key: 'Where', value: row.note || 'Not said' },
            { key: 'Recorded', value: `${row.setByName}. So since ${formatInstant(row.since)}` },
          ]}
        />
      )}
    </Card>
  )
}

const keyOf = (referralId: ReferralId): string => `${referralId}.hospital`
const boxOf = (referralId: ReferralId): string => `${keyOf(referralId)}.hospital`

function HospitalForm({ row, referralId, onDone }: Omit<HospitalProps, 'mayWrite'> & { readonly onDone: () => void }) {
  const key = keyOf(referralId)
  // What was said while no bed was found is no hospital.
  const first = { hospital: row?.state === 'agreed' ? row.note : '' }
  const { typed, type, forget, errors, setErrors, save, busy } = usePaper(recordHospital, key, first)
  const [seenVersion] = useState(row?.version ?? 0)
  const errorIn = useErrorIn(errors)
  const send = async (): Promise<void> => {
    if (typed.hospital.trim() === '')
      return setErrors([{ field: 'hospital', message: 'Enter the hospital, and the ward where it is known' }])
    if (await save({ referralId, seenVersion, hospital: typed.hospital })) onDone()
  }
  return (
    <div className="stack paper-form">
      <ErrorSummary errors={errors.map(({ field, message }) => ({ field: field && `${key}.${field}`, message }))} />
      <TextField
        id={boxOf(referralId)}
        label="Hospital and ward"
        hint="Saved as the bed that is agreed. Change it when the ward is known"
        value={typed.hospital}
        error={errorIn('hospital')}
        maxLength={200}
        onChange={(event) => type({ hospital: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void send()
        }}
      />
      <div className="btns">
        <Button kind="p" size="sm" busy={busy} onClick={() => void send()}>
          Save hospital
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
