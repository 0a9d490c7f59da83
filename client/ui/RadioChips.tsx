import { useId, useRef, type KeyboardEvent } from 'react'
import { ErrorMessage, useFieldIds, type Choice, type FieldWords } from './Field.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { PlainKbd } from './Kbd.tsx'

export interface RadioChoice<Value extends string> extends Choice<Value> {
  readonly hint?: string | undefined
  readonly icon?: IconName | undefined
}

export interface RadioChipsProps<Value extends string> extends FieldWords {
  readonly options: readonly RadioChoice<Value>[]
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly name?: string | undefined
  /** Prints the number keys on the chips. They work while the group has the focus either way. */
  readonly numbers?: boolean | undefined
  /** `rows` are the tall rows of the phone, with a mark each; `sm` are for filters. */
  readonly look?: 'chips' | 'rows' | 'sm' | undefined
  readonly id?: string | undefined
}

/**
 * One answer of a few. Arrow keys move, and the keys 1 to 9 pick while the group has the focus.
 *
 * @example <RadioChips label="Who is calling" options={sources} value={source} onChange={setSource} numbers />
 */
export function RadioChips<Value extends string>(props: RadioChipsProps<Value>) {
  const { label, hint, error, hideLabel, options, value, onChange, numbers = false, look = 'chips', id } = props
  const group = useRef<HTMLFieldSetElement>(null)
  const made = useId()
  const name = props.name ?? made
  const ids = useFieldIds({ hint, error }, id)

  const pickByNumber = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const picked = options[Number(event.key) - 1]
    if (!/^[1-9]$/.test(event.key) || picked === undefined) return
    event.preventDefault()
    onChange(picked.value)
    group.current?.querySelectorAll('input')[Number(event.key) - 1]?.focus()
  }

  return (
    <fieldset ref={group} className={error ? 'f bad' : 'f'} aria-describedby={ids.aria['aria-describedby']}>
      <legend className={hideLabel ? 'vh' : 'label'}>{label}</legend>
      {hint && (
        <span className="hint" id={ids.hintId}>
          {hint}
        </span>
      )}
      {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
      <div className={look === 'rows' ? 'optlist' : look === 'sm' ? 'seg sm' : 'seg'}>
        {options.map((option, index) => (
          <label key={option.value} className={look === 'rows' ? 'opt' : undefined}>
            <input
              type="radio"
              id={index === 0 ? ids.id : undefined}
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              onKeyDown={pickByNumber}
              aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
            />
            <Face option={option} look={look} number={numbers && index < 9 ? index + 1 : null} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface FaceProps {
  readonly option: RadioChoice<string>
  readonly look: 'chips' | 'rows' | 'sm'
  readonly number: number | null
}

function Face({ option, look, number }: FaceProps) {
  if (look !== 'rows') {
    return (
      <>
        <span className="o" aria-hidden="true" />
        {option.label}
        {number !== null && <PlainKbd>{String(number)}</PlainKbd>}
      </>
    )
  }
  return (
    <>
      {option.icon && <Icon name={option.icon} />}
      <span>
        {option.label}
        {option.hint && <span>{option.hint}</span>}
      </span>
      <span className="o" aria-hidden="true" />
    </>
  )
}
