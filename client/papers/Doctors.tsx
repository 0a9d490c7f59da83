import { useCallback, useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { isGiven } from '#shared/papers/checks.ts'
import { knownAnswers, knownNames, recommendationCodes, recommendations } from '#shared/papers/codes.ts'
import { recordExamination, type ExaminationRow } from '#shared/papers/contract.ts'
import { formatDate, formatInstant, isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { ADD_DOCTOR } from './paperLinks.ts'
import { RestsOn } from './RestsOn.tsx'
import { useOpenedByLink } from './useOpenedByLink.ts'
import { fromBox, halfTyped, toBox, usePaper } from './usePaper.ts'

interface DoctorsProps {
  readonly rows: readonly ExaminationRow[]
  readonly referralId: ReferralId
  readonly mayWrite: boolean
}

/** Each doctor: when asked, when they examined, what they recommend. Struck out stays to be seen. */
export function Doctors({ rows, referralId, mayWrite }: DoctorsProps) {
  const [open, setOpen] = useState<string | null>(null)
  const addNew = useCallback(() => setOpen(mayWrite ? 'new' : null), [mayWrite])
  useOpenedByLink(ADD_DOCTOR, `${referralId}.doctor.new.doctorName`, addNew)
  const editing = rows.find(({ id }) => id === open)
  return (
    <Card
      title="Doctors"
      aside={
        mayWrite &&
        open === null && (
          <Button kind="q" size="sm" onClick={() => setOpen('new')}>
            Add a doctor
          </Button>
        )
      }
    >
      {rows.length === 0 && open === null && <EmptyState title="No doctor recorded yet" />}
      {rows.length > 0 && (
        <Table caption="Doctors" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Doctor</th>
              <th scope="col">Asked</th>
              <th scope="col">Examined</th>
              <th scope="col">Recommends</th>
              <th scope="col">
                <span className="vh">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} onChange={mayWrite ? () => setOpen(row.id) : null} />
            ))}
          </tbody>
        </Table>
      )}
      {open === null && <RestsOn rows={rows} referralId={referralId} mayWrite={mayWrite} />}
      {open !== null && (
        <DoctorForm key={open} row={editing ?? null} referralId={referralId} onDone={() => setOpen(null)} />
      )}
    </Card>
  )
}

function Line({ row, onChange }: { readonly row: ExaminationRow; readonly onChange: (() => void) | null }) {
  const name = row.struckOut ? <s>{row.doctorName}</s> : row.doctorName
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="small muted">
          {[row.isSection12 === 'yes' && 'section 12', row.knowsPerson === 'yes' && 'knows the person', row.phone]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </th>
      <td data-label="Asked">
        {row.askedAt ? formatInstant(row.askedAt) : '–'}
        {row.expectedAt !== null && row.examinedAt === null && (
          <div className="small muted">expected {formatInstant(row.expectedAt)}</div>
        )}
      </td>
      <td data-label="Examined">{row.examinedAt ? formatInstant(row.examinedAt) : 'Not yet'}</td>
      <td data-label="Recommends">
        {row.struckOut ? (
          <Tag>Entered by mistake</Tag>
        ) : (
          <Tag tone={row.recommendation.startsWith('s') ? 'done' : undefined}>
            {recommendations[row.recommendation]}
          </Tag>
        )}
        {row.restsOn === true && !row.struckOut && <div className="small">the application rests on it</div>}
        {row.signedOn && <div className="small muted">signed {formatDate(row.signedOn)}</div>}
        {row.note !== '' && <div className="small">{row.note}</div>}
      </td>
      <td>
        {onChange && (
          <Button kind="q" size="sm" onClick={onChange}>
            Change<span className="vh"> {row.doctorName}</span>
          </Button>
        )}
      </td>
    </tr>
  )
}

const asTyped = (row: ExaminationRow | null) => ({
  doctorName: row?.doctorName ?? '',
  phone: row?.phone ?? '',
  isSection12: row?.isSection12 ?? ('unknown' as const),
  knowsPerson: row?.knowsPerson ?? ('unknown' as const),
  askedAt: toBox(row?.askedAt ?? null),
  expectedAt: toBox(row?.expectedAt ?? null),
  examinedAt: toBox(row?.examinedAt ?? null),
  recommendation: row?.recommendation ?? ('none-yet' as const),
  signedOn: row?.signedOn ?? '',
  note: row?.note ?? '',
  struckOut: row?.struckOut ?? false,
})
const known = knownAnswers.map((value) => ({ value, label: knownNames[value] }))
const recommended = recommendationCodes.map((value) => ({ value, label: recommendations[value] }))

interface DoctorFormProps {
  readonly row: ExaminationRow | null
  readonly referralId: ReferralId
  readonly onDone: () => void
}

function DoctorForm({ row, referralId, onDone }: DoctorFormProps) {
  const key = `${referralId}.doctor.${row?.id ?? 'new'}`
  const { typed, type, forget, errors, setErrors, save, busy } = usePaper(recordExamination, key, asTyped(row))
  const [version] = useState(row?.version ?? 0)
  const errorIn = useErrorIn(errors)
  const box = (field: 'doctorName' | 'phone' | 'note' | 'askedAt' | 'expectedAt' | 'examinedAt' | 'signedOn') => ({
    id: `${key}.${field}`,
    value: typed[field],
    error: errorIn(field),
    onChange: (event: { readonly target: { readonly value: string } }) => type({ [field]: event.target.value }),
  })
  const send = async (): Promise<void> => {
    if (typed.doctorName.trim() === '')
      return setErrors([
        { field: 'doctorName', message: 'Enter the doctor’s name, or “Duty doctor” until it is known' },
      ])
    const half = halfTyped(key, ['askedAt', 'expectedAt', 'examinedAt', 'signedOn'])
    if (half.length > 0) return setErrors(half)
    const saved = await save({
      referralId,
      seenVersion: version,
      examinationId: row?.id ?? null,
      ...typed,
      askedAt: fromBox(typed.askedAt),
      expectedAt: fromBox(typed.expectedAt),
      examinedAt: fromBox(typed.examinedAt),
      signedOn: isLondonDay(typed.signedOn) ? (typed.signedOn as LondonDay) : null,
    })
    if (saved) onDone()
  }
  return (
    <div className="stack paper-form">
      <ErrorSummary errors={errors.map(({ field, message }) => ({ field: field && `${key}.${field}`, message }))} />
      <div className="row">
        <TextField {...box('doctorName')} label="Doctor" width="l" />
        <TextField {...box('phone')} label="Telephone" width="m" inputMode="tel" />
      </div>
      <RadioChips
        label="Approved under section 12"
        look="sm"
        options={known}
        value={typed.isSection12}
        onChange={(isSection12) => type({ isSection12 })}
      />
      <RadioChips
        label="Knew the person before"
        look="sm"
        options={known}
        value={typed.knowsPerson}
        onChange={(knowsPerson) => type({ knowsPerson })}
      />
      <div className="row">
        <TextField {...box('askedAt')} type="datetime-local" label="Asked" />
        <TextField {...box('expectedAt')} type="datetime-local" label="Can be there" />
        <TextField {...box('examinedAt')} type="datetime-local" label="Examined" />
      </div>
      <RadioChips
        label="Recommends"
        look="sm"
        options={recommended}
        value={typed.recommendation}
        onChange={(recommendation) => type({ recommendation })}
      />
      {isGiven(typed) && typed.examinedAt === '' && (
        <Notice tone="warn">
          <b>When did they examine?</b> The law’s days count from that, not from the signature. Without it the hub
          counts none of them and warns of none.
        </Notice>
      )}
      <TextField
        {...box('signedOn')}
        type="date"
        label="Signed on"
        hint="The days that count are those of examination"
      />
      <TextField {...box('note')} label="Note" maxLength={200} />
      {row && (
        <Checkbox
          label="Entered by mistake: strike it out"
          checked={typed.struckOut}
          onChange={(event) => type({ struckOut: event.target.checked })}
        />
      )}
      <div className="btns">
        <Button kind="p" size="sm" busy={busy} onClick={() => void send()}>
          Save doctor
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
