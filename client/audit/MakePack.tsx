import { useState } from 'react'
import { ask } from '#client/kernel/api.ts'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { breachPack, type BreachPack, type PackKey } from '#shared/audit/contract.ts'
import { stretchOf, type Period } from '#shared/audit/lookingBack.ts'
import { ColleagueField } from './ColleagueField.tsx'
import { PackMade } from './PackMade.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { useAsked, type Asked } from './useAsked.ts'
import { referenceIn, useQuestion, WRONG_REFERENCE } from './useQuestion.ts'

const choices = [
  { value: 'record', label: 'One person' },
  { value: 'person', label: 'One colleague' },
  { value: 'session', label: 'One session' },
  { value: 'address', label: 'One address' },
] as const satisfies readonly { value: PackKey; label: string }[]

interface Made {
  readonly pack: BreachPack
  readonly by: PackKey
  readonly period: Period
}

/** For a breach that has to be reported: everything at once, to print or to save. Making it is an export, and asks who is there. */
export function MakePack() {
  const asked = useAsked()
  const [made, setMade] = useState<Made | null>(null)
  if (made) return <PackMade {...made} onAgain={() => setMade(null)} />
  return (
    <Card title="Make a breach pack">
      <PackForm key={asked.key} asked={asked} onMade={setMade} />
    </Card>
  )
}

interface PackFormProps {
  readonly asked: Asked
  readonly onMade: (made: Made) => void
}

function PackForm({ asked, onMade }: PackFormProps) {
  const [by, setBy] = useState<PackKey>(asked.by)
  const [typed, setTyped] = useState(asked.by === 'person' ? (asked.who ?? '') : asked.value)
  const [busy, setBusy] = useState(false)
  const value = by === 'record' ? (referenceIn(typed) ?? '') : typed.trim()
  const make = async (period: Period): Promise<readonly FieldError[]> => {
    if (busy) return []
    setBusy(true)
    try {
      const pack = await ask(breachPack, { by, value, ...stretchOf(period) })
      if (pack !== null) onMade({ pack, by, period })
      return []
    } catch (fault) {
      return [whyNot(fault, value)]
    } finally {
      setBusy(false)
    }
  }
  const question = useQuestion(asked, () => (value === '' ? [{ field: 'value', message: missing[by] }] : []), make)
  return (
    <form className="au-ask" noValidate onSubmit={question.submit}>
      <ErrorSummary errors={question.errors} />
      <p className="lede">
        Everything that was seen of one person and by whom, or everything that one colleague saw and did. It names
        colleagues, and people by reference only. That you made it is recorded.
      </p>
      <RadioChips
        label="About"
        options={choices}
        value={by}
        onChange={(next) => {
          setBy(next)
          setTyped('')
        }}
      />
      <ValueField by={by} value={typed} error={question.errorOf('value')} onChange={setTyped} />
      <PeriodFields {...question} today={asked.today} onChange={question.setTyped} />
      <Button kind="p" type="submit" busy={busy}>
        Make the pack
      </Button>
    </form>
  )
}

const missing: Record<PackKey, string> = {
  record: WRONG_REFERENCE,
  person: 'Choose a colleague',
  session: 'Paste a session: it stands under “From where” on a colleague’s page',
  address: 'Type an address, like 10.20.4.17',
}

function whyNot(fault: unknown, value: string): FieldError {
  if (fault instanceof NotAnswered && fault.status === 404)
    return { field: 'value', message: `There is no R-${value} in this service: check the reference` }
  return { message: fault instanceof Error ? fault.message : String(fault) }
}

interface ValueFieldProps {
  readonly by: PackKey
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function ValueField({ by, value, error, onChange }: ValueFieldProps) {
  if (by === 'person') return <ColleagueField id="value" value={value} error={error} onChange={onChange} />
  const words = {
    record: { label: 'Reference', hint: 'Like 2424. Other referrals of the same person are in the pack too' },
    session: { label: 'Session', hint: 'From “From where” on a colleague’s page' },
    address: { label: 'Address', hint: 'Of a computer, a phone or a network, like 10.20.4.17' },
  }[by]
  return (
    <TextField
      {...words}
      id="value"
      width={by === 'session' ? 'l' : 'm'}
      spellCheck={false}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
