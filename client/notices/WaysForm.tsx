import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, ErrorMessage, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { keepChoices, type OwnNotices } from '#shared/notices/contract.ts'
import { channelNames, channels, type Channel } from '#shared/notices/kinds.ts'
import type { ClockTime } from '#shared/time/london.ts'
import { readTime, typedTimeWords } from '#shared/time/typedTime.ts'

interface Typed {
  readonly urgentBy: readonly Channel[]
  readonly otherBy: readonly Channel[]
  readonly from: string
  readonly until: string
  readonly offDutyToo: boolean
}

const typedOf = ({ choices: { urgentBy, otherBy, quiet, offDutyToo } }: OwnNotices): Typed => ({
  urgentBy,
  otherBy,
  from: quiet?.from ?? '',
  until: quiet?.until ?? '',
  offDutyToo,
})

/** A clock time as typed, `null` for none, with what is wrong with it. */
function readQuiet(
  text: string,
  field: string,
): { readonly at: ClockTime | null; readonly errors: readonly FieldError[] } {
  if (text.trim() === '') return { at: null, errors: [] }
  const read = readTime(text)
  return read.ok
    ? { at: read.value, errors: [] }
    : { at: null, errors: [{ field, message: typedTimeWords(read.refusal) }] }
}

/** By which ways for what, and when it is quiet. */
export function WaysForm({ own }: { readonly own: OwnNotices }) {
  const [typed, setTyped, forget] = useKept<Typed>('notices.ways', typedOf(own))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const keeping = useSend(keepChoices)
  const set = (changes: Partial<Typed>): void => setTyped({ ...typed, ...changes })
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (keeping.isPending) return
    const [from, until] = [readQuiet(typed.from, 'quietFrom'), readQuiet(typed.until, 'quietUntil')]
    const wrong: FieldError[] = [...from.errors, ...until.errors]
    if (wrong.length === 0 && (from.at === null) !== (until.at === null))
      wrong.push({
        field: from.at === null ? 'quietFrom' : 'quietUntil',
        message: 'Give both times, or neither',
      })
    if (wrong.length > 0) return setErrors(wrong)
    const { urgentBy, otherBy, offDutyToo } = typed
    try {
      const sent = await keeping.mutateAsync({
        urgentBy: [...urgentBy],
        otherBy: [...otherBy],
        quietFrom: from.at,
        quietUntil: until.at,
        offDutyToo,
      })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      setErrors([])
      forget()
      toast({ words: 'Kept.', icon: 'check' })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Card title="How you are told">
        <div className="stack">
          <ErrorSummary errors={errors} />
          <Ways
            id="urgentBy"
            legend="A job, a check-in, an alarm"
            hint="These come at once, also in quiet hours. If none of your ways can reach you, the hub uses the others; if nothing gets through, somebody rings you."
            own={own}
            chosen={typed.urgentBy}
            error={errorIn('urgentBy')}
            onChange={(urgentBy) => set({ urgentBy })}
          />
          <Ways
            id="otherBy"
            legend="Your rota, leave, claims, renewals"
            hint="These come in office hours, several in one. Leave all empty to have none."
            own={own}
            chosen={typed.otherBy}
            error={errorIn('otherBy')}
            onChange={(otherBy) => set({ otherBy })}
          />
          <Checkbox
            label="These off duty too"
            hint="Otherwise only e-mail comes off duty, which makes no sound, and a change of a shift that begins within a day."
            checked={typed.offDutyToo}
            onChange={(event) => set({ offDutyToo: event.target.checked })}
          />
          <div className="notice-times">
            <TextField
              id="quietFrom"
              label="Quiet from"
              hint="Like 22:00. Leave both empty for no quiet hours."
              width="s"
              inputMode="numeric"
              value={typed.from}
              error={errorIn('quietFrom')}
              onChange={(event) => set({ from: event.target.value })}
            />
            <TextField
              id="quietUntil"
              label="Quiet until"
              hint="Like 07:00, London time."
              width="s"
              inputMode="numeric"
              value={typed.until}
              error={errorIn('quietUntil')}
              onChange={(event) => set({ until: event.target.value })}
            />
          </div>
          <div className="btns">
            <Button kind="p" type="submit" busy={keeping.isPending}>
              Keep
            </Button>
          </div>
        </div>
      </Card>
    </form>
  )
}

interface WaysProps {
  readonly id: string
  readonly legend: string
  readonly hint: string
  readonly own: OwnNotices
  readonly chosen: readonly Channel[]
  readonly error: string | undefined
  readonly onChange: (chosen: readonly Channel[]) => void
}

function Ways({ id, legend, hint, own, chosen, error, onChange }: WaysProps) {
  const errorId = `${id}-error`
  return (
    <fieldset className={error ? 'f bad' : 'f'} aria-describedby={error ? errorId : undefined}>
      <legend className="label">{legend}</legend>
      <span className="hint">{hint}</span>
      {error && <ErrorMessage id={errorId}>{error}</ErrorMessage>}
      {channels.map((one, index) => (
        <Checkbox
          key={one}
          id={index === 0 ? id : undefined}
          label={channelNames[one]}
          hint={whereTo(own, one)}
          checked={chosen.includes(one)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
          }
        />
      ))}
    </fieldset>
  )
}

/** Where a way leads, or why it leads nowhere. */
function whereTo({ setUp, devices, mobile, email }: OwnNotices, channel: Channel): string {
  if (!setUp.includes(channel)) return 'Not set up here'
  if (channel === 'email') return email === '' ? 'You have no address here' : email
  if (channel === 'sms') return mobile === null ? 'The number on your page is not a mobile' : `To ${mobile}`
  return devices.length === 0 ? 'No device added yet' : devices.map(({ label }) => label).join(', ')
}
