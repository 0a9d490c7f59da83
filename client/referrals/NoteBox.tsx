import { useEffect, useRef, type SubmitEvent } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { spokenLength } from '#client/ui/clockFace.ts'
import { TextArea, TextField } from '#client/ui/Field.tsx'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { isolated } from '#shared/kernel/direction.ts'
import { LINE_LENGTH } from '#shared/kernel/text.ts'
import { lastContact } from '#shared/referrals/lastContact.ts'
import { noteOnReferral } from '#shared/referrals/noteContract.ts'
import { noteKindCodes, noteKinds, noteName, type NoteKind, type NoteRow } from '#shared/referrals/notes.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { emptyMoment, momentOf, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { MomentField } from './MomentField.tsx'
import styles from './referrals.module.css'
import { useCtrlEnter } from './useCtrlEnter.ts'

export interface NoteBoxProps {
  readonly record: ReferralRecord
  /** The note that is being put right; none while a new one is written. */
  readonly corrects: NoteRow | null
  readonly onCorrected: () => void
  readonly now: Instant
}

/** Where a call or a note is written down, with when anybody was last spoken to. What is typed is kept until it is on the record. */
export function NoteBox(props: NoteBoxProps) {
  const { record, corrects, now } = props
  return (
    <Card title={corrects ? 'Correct a note' : 'Write down a call or a note'}>
      <p className={`small muted ${styles.lastContact}`}>{lastContactWords(record, now)}</p>
      <NoteForm key={corrects?.id ?? 'new'} {...props} />
    </Card>
  )
}

function lastContactWords(record: ReferralRecord, now: Instant): string {
  const { how, at, withWhom } = lastContact(record)
  const minutes = minutesBetween(at, now)
  const when = minutes < 1 ? 'just now' : `${spokenLength(minutes)} ago`
  return `Last contact: ${how.toLowerCase()}, ${when}${withWhom && `, ${isolated(withWhom)}`}.`
}

interface Typed {
  readonly kind: NoteKind
  readonly when: TypedMoment
  readonly withWhom: string
  readonly words: string
}

const blank: Typed = { kind: 'note', when: emptyMoment, withWhom: '', words: '' }
const kinds = noteKindCodes.map((code) => ({ value: code, label: noteKinds[code] }))

const asItWas = ({ kind, happenedAt, withWhom, words }: NoteRow, now: Instant): Typed => ({
  kind,
  when: momentOf(happenedAt, now),
  withWhom,
  words,
})

/** No time at all means now. */
const isNow = ({ time, day }: TypedMoment, now: Instant): boolean =>
  time.trim() === '' && (day === '' || day === londonDayOf(now))

/** What is being typed, and how it gets onto the record. */
function useNote({ record: { referral }, corrects, onCorrected, now }: NoteBoxProps) {
  const first = corrects === null ? blank : asItWas(corrects, now)
  const [typed, setTyped, forget] = useKept<Typed>(`note.${corrects?.id ?? referral.id}`, first)
  const { submit, errors, errorIn, unsent, busy, fail } = useSubmit(noteOnReferral)
  const { kind, when, withWhom, words } = typed
  const change = (next: Partial<Typed>): void => setTyped({ ...typed, ...next })
  const begun =
    corrects !== null ||
    errors.length > 0 ||
    kind !== blank.kind ||
    [when.time, withWhom, words].some((text) => text !== '')

  const close = (): void => {
    forget()
    onCorrected()
  }
  const save = async (): Promise<void> => {
    if (busy) return
    const read = isNow(typed.when, now) ? null : readPast(typed.when, now)
    const found = [
      ...(read === null || read.ok ? [] : [{ field: 'happenedAt', message: momentWords(read.refusal) }]),
      ...(typed.words.trim() === '' ? [{ field: 'words', message: 'Write what was said or done' }] : []),
    ]
    if (found.length > 0 || read?.ok === false) return fail(found)
    const told = { kind, withWhom, words, happenedAt: read?.value ?? null, correctsId: corrects?.id ?? null }
    if (!(await submit({ referralId: referral.id, ...told }))) return
    toast({
      words: corrects === null ? 'It is on the record.' : 'The correction is on the record, beside what it corrects.',
    })
    close()
  }
  return { typed, change, begun, save, close, errors, errorIn, unsent, busy }
}

function NoteForm(props: NoteBoxProps) {
  const { corrects, now } = props
  const { typed, change, begun, save, close, errors, errorIn, unsent, busy } = useNote(props)
  const form = useRef<HTMLFormElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (corrects !== null) box.current?.focus()
  }, [corrects])
  useShortcut({ keys: 'm', says: 'Write a note or a call', run: () => box.current?.focus() })

  const submitted = (event: SubmitEvent): void => {
    event.preventDefault()
    void save()
  }
  useCtrlEnter(() => {
    if (form.current?.contains(document.activeElement)) void save()
  })
  return (
    <form className={styles.note} ref={form} noValidate onSubmit={submitted}>
      <FormTrouble errors={errors} unsent={unsent} />
      {corrects && (
        <p className="small muted">
          {noteName(corrects, londonDayOf(now))}, {corrects.byName}. Both stay on the record.
        </p>
      )}
      <RadioChips
        label="What it was"
        hideLabel
        look="sm"
        options={kinds}
        value={typed.kind}
        error={errorIn('kind')}
        onChange={(kind) => change({ kind })}
      />
      <TextArea
        ref={box}
        id="words"
        label="What was said or done"
        rows={3}
        value={typed.words}
        error={errorIn('words')}
        onChange={(event) => change({ words: event.target.value })}
      />
      {begun && <WhenAndWithWhom {...{ typed, change, errorIn, now }} />}
      <div className={styles.buttons}>
        <Button kind="p" kbd="Ctrl+Enter" type="submit" busy={busy}>
          {corrects ? 'Keep the correction' : 'Keep it'}
        </Button>
        {corrects && (
          <Button kind="q" onClick={close}>
            Leave it as it was
          </Button>
        )}
      </div>
    </form>
  )
}

interface MoreProps {
  readonly typed: Typed
  readonly change: (next: Partial<Typed>) => void
  readonly errorIn: (field: string) => string | undefined
  readonly now: Instant
}

/** Asked once something is being written: at rest the box is small. */
function WhenAndWithWhom({ typed, change, errorIn, now }: MoreProps) {
  return (
    <>
      <MomentField
        id="happenedAt"
        label="When"
        hint="Leave empty for now"
        error={errorIn('happenedAt')}
        days="past"
        now={now}
        value={typed.when}
        onChange={(when) => change({ when })}
      />
      <TextField
        id="withWhom"
        label="With whom, if with anybody"
        maxLength={LINE_LENGTH}
        value={typed.withWhom}
        error={errorIn('withWhom')}
        onChange={(event) => change({ withWhom: event.target.value })}
      />
    </>
  )
}
