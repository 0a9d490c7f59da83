import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import {
  displacementCodes,
  displacements,
  objectionCodes,
  objections,
  relativeNames,
  type RelativeKind,
} from '#shared/papers/codes.ts'
import { recordRelative, type RelativeRow } from '#shared/papers/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { fromBox, halfTyped, toBox, usePaper } from './usePaper.ts'

interface RelativeProps {
  readonly row: RelativeRow | null
  readonly kind: RelativeKind
  readonly referralId: ReferralId
  readonly mayWrite: boolean
}

/** Who has the statutory role beside the person: worked out, told, consulted, objecting, displaced. */
export function Relative({ row, kind, referralId, mayWrite }: RelativeProps) {
  const [open, setOpen] = useState(false)
  return (
    <Card
      title={relativeNames[kind]}
      aside={
        mayWrite &&
        !open && (
          <Button kind="q" size="sm" onClick={() => setOpen(true)}>
            {row === null ? 'Record' : 'Change'}
            <span className="vh"> the {relativeNames[kind].toLowerCase()}</span>
          </Button>
        )
      }
    >
      {open ? (
        <RelativeForm row={row} kind={kind} referralId={referralId} onDone={() => setOpen(false)} />
      ) : row === null ? (
        <EmptyState title="Not worked out yet">Section 26 says who it is. It need not be the next of kin.</EmptyState>
      ) : (
        <SummaryList
          rows={[
            { key: 'Who', value: [row.name, row.relation, row.phone].filter(Boolean).join(' · ') },
            { key: 'How worked out', value: row.basis || 'Not said' },
            { key: 'Told', value: row.informedAt ? formatInstant(row.informedAt) : 'Not yet' },
            {
              key: 'Consulted',
              value: row.consultedAt ? formatInstant(row.consultedAt) : row.notConsultedWhy || 'Not yet',
            },
            { key: 'Objection', value: objections[row.objects] },
            { key: 'Displacement', value: displacements[row.displacement] },
            { key: 'Recorded', value: `${row.setByName}, ${formatInstant(row.setAt)}` },
          ]}
        />
      )}
    </Card>
  )
}

const objects = objectionCodes.map((value) => ({ value, label: objections[value] }))
const displaced = displacementCodes.map((value) => ({ value, label: displacements[value] }))

function RelativeForm({
  row,
  kind,
  referralId,
  onDone,
}: Omit<RelativeProps, 'mayWrite'> & { readonly onDone: () => void }) {
  const key = `${referralId}.${kind}`
  const { typed, type, forget, errors, setErrors, save, busy } = usePaper(recordRelative, key, {
    name: row?.name ?? '',
    relation: row?.relation ?? '',
    phone: row?.phone ?? '',
    basis: row?.basis ?? '',
    informedAt: toBox(row?.informedAt ?? null),
    consultedAt: toBox(row?.consultedAt ?? null),
    notConsultedWhy: row?.notConsultedWhy ?? '',
    objects: row?.objects ?? ('not-asked' as const),
    displacement: row?.displacement ?? ('none' as const),
  })
  const errorIn = useErrorIn(errors)
  const [version] = useState(row?.version ?? 0)
  const box = (field: 'name' | 'relation' | 'phone' | 'basis' | 'informedAt' | 'consultedAt' | 'notConsultedWhy') => ({
    id: `${key}.${field}`,
    value: typed[field],
    error: errorIn(field),
    onChange: (event: { readonly target: { readonly value: string } }) => type({ [field]: event.target.value }),
  })
  const send = async (): Promise<void> => {
    if (typed.name.trim() === '')
      return setErrors([{ field: 'name', message: 'Enter their name, or “None found”, and how you looked' }])
    const half = halfTyped(key, ['informedAt', 'consultedAt'])
    if (half.length > 0) return setErrors(half)
    const times = { informedAt: fromBox(typed.informedAt), consultedAt: fromBox(typed.consultedAt) }
    if (await save({ referralId, seenVersion: version, kind, ...typed, ...times })) onDone()
  }
  return (
    <div className="stack paper-form">
      <ErrorSummary errors={errors.map(({ field, message }) => ({ field: field && `${key}.${field}`, message }))} />
      <div className="row">
        <TextField {...box('name')} label="Name" width="l" />
        <TextField {...box('relation')} label="How related" width="m" />
        <TextField {...box('phone')} label="Telephone" width="m" inputMode="tel" />
      </div>
      <TextField
        {...box('basis')}
        label="How that was worked out"
        hint="In the order of section 26: spouse, child, parent, brother or sister …; who cares for them; who lives with them"
        maxLength={200}
      />
      <div className="row">
        <TextField {...box('informedAt')} type="datetime-local" label="Told" />
        <TextField {...box('consultedAt')} type="datetime-local" label="Consulted" />
      </div>
      <TextField
        {...box('notConsultedWhy')}
        label="Why not consulted or told, if so"
        hint="Not practicable, or it would delay unreasonably: say what was tried"
        maxLength={200}
      />
      <RadioChips
        label="Objection"
        look="sm"
        options={objects}
        value={typed.objects}
        onChange={(next) => type({ objects: next })}
      />
      <RadioChips
        label="Displacement"
        look="sm"
        options={displaced}
        value={typed.displacement}
        onChange={(displacement) => type({ displacement })}
      />
      <div className="btns">
        <Button kind="p" size="sm" busy={busy} onClick={() => void send()}>
          Save
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
