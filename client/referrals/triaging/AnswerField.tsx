import { Select, TextArea, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import {
  answerHows,
  choiceText,
  readChoice,
  readPresence,
  readTried,
  triedWords,
  type AnswerHow,
  type AnswerRow,
  type Tried,
} from '#shared/referrals/triaging/answers.ts'
import type { DataCode, DataField } from '#shared/referrals/triaging/dataset.ts'
import styles from '../referrals.module.css'
import { LANGUAGE_LIST, LanguageList } from '../LanguageList.tsx'

export interface TypedAnswer {
  readonly how: AnswerHow
  readonly text: string
}

/** An answer as it stands: what the referral itself holds, or what was answered beside it; not asked until somebody says otherwise. */
export function shownAnswer(code: DataCode, answers: readonly AnswerRow[], referral: ReferralDetail): TypedAnswer {
  const onReferral = (referral as unknown as Readonly<Record<string, unknown>>)[code]
  if (typeof onReferral === 'string' && onReferral !== '') return { how: 'said', text: onReferral }
  const found = answers.find(({ field }) => field === code)
  return found ? { how: found.how, text: found.text } : { how: 'not-asked', text: '' }
}

export interface AnswerFieldProps {
  readonly code: DataCode
  readonly field: DataField
  readonly answer: TypedAnswer
  readonly changed: boolean
  readonly readOnly: boolean
  readonly error: string | undefined
  readonly onChange: (answer: TypedAnswer) => void
}

/** One question: how it was answered, by a number key, and what was said. Typing something means that it was said. */
export function AnswerField({ code, field, answer, changed, readOnly, error, onChange }: AnswerFieldProps) {
  const say = (text: string): void => onChange({ how: text === '' ? 'not-asked' : 'said', text })
  return (
    <fieldset className={styles.answer} disabled={readOnly} data-changed={changed || undefined}>
      <legend className="label">{field.label}</legend>
      {field.hint && <span className="hint">{field.hint}</span>}
      <What code={code} field={field} text={answer.how === 'said' ? answer.text : ''} error={error} onSay={say} />
      <RadioChips
        id={`${code}-how`}
        label={`How ${field.label.toLowerCase()} was answered`}
        hideLabel
        numbers
        look="sm"
        options={(['not-known', 'not-asked', 'refused'] as const).map((how) => ({
          value: how,
          label: answerHows[how],
        }))}
        value={answer.how === 'said' ? null : answer.how}
        onChange={(how) => onChange({ how, text: '' })}
      />
    </fieldset>
  )
}

interface WhatProps {
  readonly code: DataCode
  readonly field: DataField
  readonly text: string
  readonly error: string | undefined
  readonly onSay: (text: string) => void
}

function What({ code, field, text, error, onSay }: WhatProps) {
  const box = { id: code, label: field.label, hideLabel: true, error }
  if (field.as === 'line')
    return (
      <>
        <TextField
          {...box}
          list={code === 'interpreter' ? LANGUAGE_LIST : undefined}
          value={text}
          onChange={(event) => onSay(event.target.value)}
        />
        {code === 'interpreter' && <LanguageList />}
      </>
    )
  if (field.as === 'text')
    return <TextArea {...box} rows={2} value={text} onChange={(event) => onSay(event.target.value)} />
  if (field.as === 'presence') return <Presence {...box} text={text} onSay={onSay} />
  if (field.as === 'tried') return <WasTried {...box} text={text} onSay={onSay} />
  const options = Object.entries(field.as).map(([value, label]) => ({ value, label }))
  if (field.more !== undefined)
    return <ChoiceAnd {...box} options={field.as} hint={field.more} text={text} onSay={onSay} />
  return (
    <Select {...box} empty="Choose" options={options} value={text} onChange={(event) => onSay(event.target.value)} />
  )
}

type Box = Pick<WhatProps, 'text' | 'error' | 'onSay'> & {
  readonly id: string
  readonly label: string
  readonly hideLabel: boolean
}

function Presence({ text, onSay, ...box }: Box) {
  const { is, more } = readPresence(text)
  return (
    <>
      <RadioChips
        {...box}
        look="sm"
        options={[
          { value: 'none-known', label: 'None known' },
          { value: 'yes', label: 'Yes' },
        ]}
        value={text === '' ? null : is ? 'yes' : 'none-known'}
        onChange={onSay}
      />
      {is && (
        <TextField
          label={`${box.label}: what`}
          hideLabel
          value={more}
          onChange={(event) => onSay(event.target.value === '' ? 'yes' : `yes: ${event.target.value}`)}
        />
      )}
    </>
  )
}

interface ChoiceAndProps extends Box {
  readonly options: Readonly<Record<string, string>>
  readonly hint: string
}

/** One of a list, and a line beside it. What was typed before there was a list stands in the line until somebody chooses. */
function ChoiceAnd({ text, onSay, options, hint, ...box }: ChoiceAndProps) {
  const { code, more } = readChoice(options, text)
  return (
    <>
      <Select
        {...box}
        empty="Choose"
        options={Object.entries(options).map(([value, label]) => ({ value, label }))}
        value={code}
        onChange={(event) => onSay(choiceText(event.target.value, more))}
      />
      {text !== '' && (
        <TextField
          label={`${box.label}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`}
          hideLabel
          placeholder={hint}
          value={more}
          onChange={(event) => onSay(choiceText(code, event.target.value))}
        />
      )}
    </>
  )
}

function WasTried({ text, onSay, ...box }: Box) {
  const read = readTried(text)
  const tried = read?.tried ?? ''
  const options = Object.entries(triedWords).map(([value, label]) => ({ value: value as Tried, label }))
  return (
    <div className="row">
      <Select {...box} empty="Choose" options={options} value={tried} onChange={(event) => onSay(event.target.value)} />
      {tried !== '' && (
        <TextField
          type="date"
          label={`${box.label}: when`}
          hideLabel
          width="m"
          value={read?.day ?? ''}
          onChange={(event) => onSay([tried, event.target.value].filter(Boolean).join(' '))}
        />
      )}
    </div>
  )
}
