import { Link } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { sessionLimits, setSessionLimits } from '#shared/identity/limitsContract.ts'
import { choosable, type SessionLimits as Limits } from '#shared/identity/sessionLimits.ts'
import { inHours, limitsText, readLimits, type LimitField, type LimitsText } from './limitsEntry.ts'
import './identity.css'

/** How long people of this service stay signed in, for its administrators: as long as usual, or shorter. */
export function SessionLimits() {
  const asked = useAnswer(sessionLimits, {})
  return (
    <div className="wrap limits">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/people">People</Link>
        <span aria-hidden="true">/</span>
        <span>Session limits</span>
      </nav>
      <h1 className="h1">How long people stay signed in</h1>
      <Answered of={asked}>
        {({ limits, version }) => (
          <LimitsForm limits={limits} version={version} onOutdated={() => void asked.refetch()} />
        )}
      </Answered>
    </div>
  )
}

interface LimitsFormProps {
  readonly limits: Limits
  readonly version: number
  readonly onOutdated: () => void
}

function LimitsForm({ limits, version, onOutdated }: LimitsFormProps) {
  const [text, setText, forget] = useKept<LimitsText>('identity.limits', limitsText(limits))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(setSessionLimits)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    const read = readLimits(text, version)
    if (!read.ok) return setErrors(read.errors)
    try {
      const sent = await send.mutateAsync(read.input)
      if (!sent.ok) {
        if (sent.refusal.code === 'limits-changed-since-seen') onOutdated()
        return setErrors(fieldErrorsOf(sent.refusal))
      }
      setErrors([])
      forget()
      toast({ words: 'Kept.', detail: 'Sessions that are open keep the limits they began with', icon: 'check' })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  const fields = {
    text,
    errorOf: useErrorIn(errors),
    onChange: (field: LimitField, value: string) => setText({ ...text, [field]: value }),
  }
  return (
    <form className="stack limits-form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      {version === 0 && (
        <Notice>
          <b>The usual limits hold.</b> This service has set none of its own yet. It may only be stricter than usual.
        </Notice>
      )}
      <div className="g2">
        <Card title="At a desk">
          <p className="muted">A computer that others pass by, whoever sits at it.</p>
          <Minutes {...fields} field="desk.idleMinutes" label="Minutes without anything done" of="desk" />
          <Minutes {...fields} field="desk.absoluteMinutes" label="Minutes in all" of="desk" />
        </Card>
        <Card title="On a phone in the field">
          <p className="muted">An AMHP’s or a trainee’s own phone or tablet, in a pocket for hours.</p>
          <Minutes {...fields} field="field.idleMinutes" label="Minutes without anything done" of="field" />
          <Minutes {...fields} field="field.absoluteMinutes" label="Minutes in all" of="field" />
        </Card>
      </div>
      <Card title="Devices at once">
        <TextField
          id="atOnce"
          label="Devices that one person is signed in on"
          hint={`${choosable.atOnce[0]} to ${choosable.atOnce[1]}. With one more, the one used longest ago is signed out`}
          inputMode="numeric"
          width="s"
          value={text.atOnce}
          error={fields.errorOf('atOnce')}
          onChange={(event) => fields.onChange('atOnce', event.target.value)}
        />
      </Card>
      <div className="btns">
        <Button kind="p" type="submit" busy={send.isPending}>
          Keep these limits
        </Button>
      </div>
    </form>
  )
}

interface MinutesProps {
  readonly field: Exclude<LimitField, 'atOnce'>
  readonly of: 'desk' | 'field'
  readonly label: string
  readonly text: LimitsText
  readonly errorOf: (field: LimitField) => string | undefined
  readonly onChange: (field: LimitField, value: string) => void
}

function Minutes({ field, of, label, text, errorOf, onChange }: MinutesProps) {
  const [least, most] = choosable[of][field.endsWith('idleMinutes') ? 'idleMinutes' : 'absoluteMinutes']
  const long = inHours(text[field])
  return (
    <TextField
      id={field}
      label={label}
      hint={`${least} to ${most}${long === '' ? '' : `. Now: ${long}`}`}
      inputMode="numeric"
      width="s"
      value={text[field]}
      error={errorOf(field)}
      onChange={(event) => onChange(field, event.target.value)}
    />
  )
}
