import { useEffect, useRef, type MouseEvent } from 'react'
import { useUntouched } from './useErrorIn.ts'

export interface FieldError {
  /** The id or the name of the control; without one, the error is about the whole form. */
  readonly field?: string | undefined
  readonly message: string
}

const counts = [
  '',
  'One thing',
  'Two things',
  'Three things',
  'Four things',
  'Five things',
  'Six things',
  'Seven things',
]

/** @example summaryTitle(2) // 'Two things to fix' */
export const summaryTitle = (count: number): string => `${counts[count] ?? `${count} things`} to fix`

function goTo(event: MouseEvent, field: string): void {
  const control = document.getElementById(field) ?? document.getElementsByName(field)[0]
  if (!(control instanceof HTMLElement)) return
  event.preventDefault()
  control.focus()
  control.scrollIntoView({ block: 'center' })
}

/**
 * What to fix, after a save that failed. Takes the focus each time; each line leads to its field, and goes once that was changed. Shows
 * nothing without errors.
 */
export function ErrorSummary({ errors }: { readonly errors: readonly FieldError[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  const left = useUntouched(errors)
  if (left.length === 0) return null
  return (
    <div className="es" role="alert" tabIndex={-1} ref={box}>
      <h2>{summaryTitle(left.length)}</h2>
      <ul>
        {left.map(({ field, message }) => (
          <li key={`${field ?? ''} ${message}`}>
            {field ? (
              <a href={`#${field}`} onClick={(event) => goTo(event, field)}>
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
