import { useId, type ComponentPropsWithRef, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** What every field has: a label, a hint, and after a failed save the error, in that order (GOV.UK anatomy). */
export interface FieldWords {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: string | undefined
  /** When the heading beside it already says so; screen readers still hear it. */
  readonly hideLabel?: boolean | undefined
}

/** The ids and attributes that tie a control to its hint and its error. */
export function useFieldIds({ hint, error }: Pick<FieldWords, 'hint' | 'error'>, given?: string) {
  const made = useId()
  const id = given ?? made
  const hintId = hint ? `${id}-hint` : null
  const errorId = error ? `${id}-error` : null
  const describedBy = [hintId, errorId].filter((one) => one !== null).join(' ')
  return {
    id,
    hintId: hintId ?? undefined,
    errorId: errorId ?? undefined,
    aria: { 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? (true as const) : undefined },
  }
}

/** An error in words that say what to do. */
export function ErrorMessage({ id, children }: { readonly id?: string | undefined; readonly children: ReactNode }) {
  return (
    <span className="errmsg" id={id}>
      <Icon name="triangle" />
      <span className="vh">Error: </span>
      {children}
    </span>
  )
}

interface FrameProps extends FieldWords {
  readonly ids: ReturnType<typeof useFieldIds>
  readonly className?: string | undefined
  readonly children: ReactNode
}

function Frame({ label, hint, error, hideLabel, ids, className = '', children }: FrameProps) {
  return (
    <div className={['f', error ? 'bad' : '', className].filter(Boolean).join(' ')}>
      <label htmlFor={ids.id} className={hideLabel ? 'vh' : undefined}>
        {label}
      </label>
      {hint && (
        <span className="hint" id={ids.hintId}>
          {hint}
        </span>
      )}
      {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
      {children}
    </div>
  )
}

export interface TextFieldProps extends ComponentPropsWithRef<'input'>, FieldWords {
  /** As wide as what goes in: `s` a time, `m` a name, `l` a line. */
  readonly width?: 's' | 'm' | 'l' | undefined
}

/** @example <TextField label="Arrived at place of safety" hint="Not when first detained" width="s" name="arrivedAt" /> */
export function TextField({ label, hint, error, hideLabel, width, className, id, ...input }: TextFieldProps) {
  const ids = useFieldIds({ hint, error }, id)
  return (
    <Frame {...{ label, hint, error, hideLabel, ids, className }}>
      <input
        type="text"
        autoComplete="off"
        {...input}
        {...ids.aria}
        id={ids.id}
        className={width ? `in w-${width}` : 'in'}
      />
    </Frame>
  )
}

export interface TextAreaProps extends ComponentPropsWithRef<'textarea'>, FieldWords {}

/** @example <TextArea label="Why now" value={text} onChange={(event) => setText(event.target.value)} /> */
export function TextArea({ label, hint, error, hideLabel, className, id, ...input }: TextAreaProps) {
  const ids = useFieldIds({ hint, error }, id)
  return (
    <Frame {...{ label, hint, error, hideLabel, ids, className }}>
      <textarea rows={3} autoComplete="off" {...input} {...ids.aria} id={ids.id} className="ta" />
    </Frame>
  )
}

export interface Choice<Value extends string = string> {
  readonly value: Value
  readonly label: string
}

export interface SelectProps extends ComponentPropsWithRef<'select'>, FieldWords {
  readonly options: readonly Choice[]
  /** The first line, when nothing is chosen yet. */
  readonly empty?: string | undefined
}

/** @example <Select label="Place" options={places} empty="Choose a place" name="placeId" /> */
export function Select({ label, hint, error, hideLabel, options, empty, className, id, ...input }: SelectProps) {
  const ids = useFieldIds({ hint, error }, id)
  return (
    <Frame {...{ label, hint, error, hideLabel, ids, className }}>
      <select {...input} {...ids.aria} id={ids.id} className="sel">
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export interface CheckboxProps extends ComponentPropsWithRef<'input'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly hideLabel?: boolean | undefined
}

/** @example <Checkbox label="Asks for a woman AMHP" checked={asks} onChange={(event) => setAsks(event.target.checked)} /> */
export function Checkbox({ label, hint, hideLabel, className = '', ...input }: CheckboxProps) {
  return (
    <label className={`check ${className}`}>
      <input {...input} type="checkbox" />
      <span className="box" aria-hidden="true">
        <Icon name="check" />
      </span>
      <span className={hideLabel ? 'vh' : undefined}>
        {label}
        {hint && <span className="hint">{hint}</span>}
      </span>
    </label>
  )
}
