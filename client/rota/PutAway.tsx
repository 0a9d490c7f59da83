import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import { awayKinds, type AwayKind, type RotaWeek } from '#shared/rota/contract.ts'
import { previewLeave, putLeave, type LeaveRow } from '#shared/rota/coverContract.ts'
import { isLondonDay, londonDay } from '#shared/time/london.ts'
import { PartFields } from './PartFields.tsx'
import { readPart, wholeDays } from './partEntry.ts'

interface PutAwayProps {
  readonly people: readonly Pick<RotaWeek['people'][number], 'personId' | 'name'>[]
  /** Whom it begins with, and on which day; left out, both are chosen. */
  readonly personId?: string
  readonly day: string
  readonly onClose: () => void
}

const kinds = (Object.keys(awayKinds) as AwayKind[]).map((value) => ({ value, label: awayKinds[value] }))

/** Puts somebody down as away, whoever rang in: what it breaks is shown while the days are chosen, and can be offered in the same act. */
export function PutAway({ people, personId, day, onClose }: PutAwayProps) {
  const { entry, change, tie, errors, setErrors, keep } = useEntry(() => ({
    personId: personId ?? '',
    kind: 'sickness' as AwayKind,
    firstDay: day,
    lastDay: day,
    note: '',
    offerShifts: true,
    ...wholeDays,
  }))
  const putting = useSend(putLeave)
  const { first, last } = { first: entry.firstDay, last: entry.lastDay }
  const whole = entry.personId !== '' && isLondonDay(first) && isLondonDay(last)
  const read = readPart(entry.kind === 'toil' ? entry : wholeDays)
  const hours = read.ok && read.part ? { partStartsAt: read.part.startsAt, partEndsAt: read.part.endsAt } : {}
  const preview = useAnswer(
    previewLeave,
    whole ? { personId: entry.personId, firstDay: londonDay(first), lastDay: londonDay(last), ...hours } : null,
    { keep: true },
  )
  const breaks = whole ? (preview.data?.breaks ?? null) : null
  const submit = async (): Promise<void> => {
    const missing = [
      ...(entry.personId === '' ? [{ field: 'personId', message: 'Choose who is away' }] : []),
      ...(['firstDay', 'lastDay'] as const)
        .filter((field) => !isLondonDay(entry[field]))
        .map((field) => ({ field, message: 'Enter a day, like 19/11/2026' })),
    ]
    if (missing.length > 0) return setErrors(missing)
    if (!read.ok) return setErrors(read.errors)
    const { personId: who, kind, note, offerShifts } = entry
    const input = {
      personId: personIdOf.parse(who),
      kind,
      firstDay: londonDay(first),
      lastDay: londonDay(last),
      note,
      part: read.part,
      // What was on the screen when it was sent.
      knowsWhatBreaks: breaks !== null && breaks.shifts.length + breaks.gaps.length > 0,
      offerShifts,
    }
    const kept = await keep(
      () => putting.mutateAsync(input),
      ({ offered }) => (offered > 0 ? `Away. ${shiftsWords(offered)} offered to colleagues.` : 'Away.'),
    )
    if (kept) onClose()
  }
  return (
    <FormDialog
      title="Put somebody down as away"
      errors={errors}
      busy={putting.isPending}
      does="Put down as away"
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label="Who"
        empty="Choose somebody"
        options={people.map((one) => ({ value: one.personId, label: one.name }))}
        {...tie('personId')}
      />
      <Select
        label="Why"
        id="kind"
        options={kinds}
        value={entry.kind}
        onChange={(event) => change({ kind: event.target.value as AwayKind })}
      />
      <TextField label="First day" type="date" width="m" {...tie('firstDay')} />
      <TextField
        label="Last day"
        type="date"
        width="m"
        hint="Whole days. If they are back sooner, end it then."
        {...tie('lastDay')}
      />
      {entry.kind === 'toil' && <PartFields tie={tie} />}
      <TextField label="Note" hint="Only those who plan the rota and they themselves read it." {...tie('note')} />
      {breaks !== null && (
        <Breaks
          breaks={breaks}
          hours={read.ok && read.part !== null}
          offer={entry.offerShifts}
          onOffer={(offerShifts) => change({ offerShifts })}
        />
      )}
    </FormDialog>
  )
}

const shiftsWords = (count: number): string => (count === 1 ? 'Their shift is' : `Their ${count} shifts are`)

interface BreaksProps {
  readonly breaks: LeaveRow['breaks']
  readonly offer: boolean
  readonly onOffer: (offer: boolean) => void
  /** Whether they are away for hours only: their shift stays theirs. */
  readonly hours: boolean
}

function Breaks({ breaks: { shifts, gaps }, offer, onOffer, hours }: BreaksProps) {
  if (hours)
    return gaps.length === 0 ? (
      <p className="muted">Cover does not fall short without them then.</p>
    ) : (
      <Notice tone="warn" speaks="politely">
        <b>Cover falls short without them then.</b>
        <GapList words={gaps} />
      </Notice>
    )
  if (shifts.length + gaps.length === 0) return <p className="muted">They have no shift on these days.</p>
  return (
    <>
      <Notice tone="warn" speaks="politely">
        <b>
          {shifts.length === 1 ? 'One shift of theirs falls' : `${shifts.length} shifts of theirs fall`} on these days.
        </b>
        <GapList words={[...shifts, ...gaps]} />
      </Notice>
      <Checkbox
        label="Offer these shifts to colleagues at once"
        hint="They stay on the rota, and count as no cover, until somebody has them."
        checked={offer}
        onChange={(event) => onOffer(event.target.checked)}
      />
    </>
  )
}

function GapList({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className="diffs">
      {words.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}
