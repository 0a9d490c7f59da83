import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { personId as personIdOf, type PersonId } from '#shared/kernel/ids.ts'
import { rotaWeek, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { offerOwnShift, offerShiftFor } from '#shared/rota/coverContract.ts'
import { offerKinds, type OfferKind } from '#shared/rota/offers.ts'
import { mondayOf } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { dayWords, timesWords } from './rotaWords.ts'

interface OfferShiftProps {
  readonly shift: ShiftRow
  /** Whose shift it is, for whoever offers it for them. */
  readonly forName?: string
  /** Whose it was before a swap that is to be offered back to them. */
  readonly backTo?: PersonId
  readonly onClose: () => void
}

interface Entry {
  readonly kind: OfferKind
  readonly from: string
  readonly until: string
  readonly note: string
  /** The id of one colleague who is asked; empty for whoever can. */
  readonly to: string
}

const kinds = (Object.keys(offerKinds) as OfferKind[]).map((value) => ({ value, label: offerKinds[value] }))

/** Asks colleagues to swap, take or share one’s own shift, or somebody’s for them. It stays theirs until somebody has it. */
export function OfferShift({ shift, forName, backTo, onClose }: OfferShiftProps) {
  const [entry, setEntry, forget] = useKept<Entry>(`rota.offer.${shift.id}`, {
    kind: 'swap',
    from: '',
    until: '',
    note: '',
    to: backTo ?? '',
  })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [own, theirs] = [useSend(offerOwnShift), useSend(offerShiftFor)]
  const offering = forName === undefined ? own : theirs
  const errorOf = useErrorIn(errors)
  const asked = useAnswer(rotaWeek, { monday: mondayOf(shift.day) }, { keep: true })

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (offering.isPending) return
    const read = partOf(entry)
    if (read.errors.length > 0) return setErrors(read.errors)
    const { kind, note, to } = entry
    try {
      const sent = await offering.mutateAsync({
        shiftId: shift.id,
        seenVersion: shift.version,
        kind,
        part: read.part,
        meantFor: to === '' ? null : personIdOf.parse(to),
        note,
      })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({
        words: `${to === '' ? 'Colleagues can' : 'They can'} see it now. It is ${forName === undefined ? 'yours' : `${forName}’s`} until ${to === '' ? 'somebody takes' : 'they take'} it.`,
        icon: 'swap',
        detail: sent.value.warnings.join(' ') || undefined,
      })
      onClose()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  return (
    <Dialog
      open
      title={`${forName === undefined ? '' : `${forName}, `}${dayWords(shift.day)}, ${timesWords(shift)}`}
      onClose={onClose}
    >
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <RadioChips
          label="What do you ask for?"
          options={kinds}
          value={entry.kind}
          look="rows"
          onChange={(kind) => setEntry({ ...entry, kind })}
        />
        {entry.kind === 'part' && (
          <>
            <TextField
              label="From"
              id="part"
              name="part"
              width="s"
              value={entry.from}
              error={errorOf('part')}
              onChange={(event) => setEntry({ ...entry, from: event.target.value })}
            />
            <TextField
              label="Until"
              id="until"
              name="until"
              width="s"
              value={entry.until}
              error={errorOf('until')}
              onChange={(event) => setEntry({ ...entry, until: event.target.value })}
            />
          </>
        )}
        <Select
          label="Whom do you ask?"
          id="personId"
          empty="Whoever can"
          options={colleaguesIn(asked.data, shift)}
          value={entry.to}
          error={errorOf('personId')}
          onChange={(event) => setEntry({ ...entry, to: event.target.value })}
        />
        <TextField
          label="A word to colleagues"
          hint="Everybody on the rota reads it. You may leave it empty."
          id="note"
          name="note"
          value={entry.note}
          error={errorOf('note')}
          onChange={(event) => setEntry({ ...entry, note: event.target.value })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={offering.isPending}>
            Ask colleagues
          </Button>
          <Button onClick={onClose}>Keep the shift</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Those who could have it by their role; approval, rest and overlap are looked at when they take it. */
const colleaguesIn = (rota: RotaWeek | undefined, { personId: owner }: ShiftRow) =>
  (rota?.people ?? [])
    .filter(({ personId, onRegister }) => onRegister && personId !== owner)
    .map(({ personId, name }) => ({ value: personId, label: name }))

function partOf({ kind, from, until }: Entry) {
  if (kind !== 'part') return { part: null, errors: [] }
  const [startsAt, endsAt] = [readTime(from), readTime(until)]
  const errors: FieldError[] = []
  if (!startsAt.ok) errors.push({ field: 'part', message: 'Enter from when, like 18:00' })
  if (!endsAt.ok) errors.push({ field: 'until', message: 'Enter until when, like 20:30' })
  return { part: startsAt.ok && endsAt.ok ? { startsAt: startsAt.value, endsAt: endsAt.value } : null, errors }
}
