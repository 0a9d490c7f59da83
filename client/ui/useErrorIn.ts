import { useEffect, useState } from 'react'
import type { FieldError } from './ErrorSummary.tsx'

interface Touched {
  readonly of: readonly FieldError[]
  readonly fields: ReadonlySet<string>
}

/**
 * What a save found in boxes that nobody has typed in since: a box that was changed is neither right nor wrong before the next save.
 * Boxes are known by their id or name; a group of chips, and a time with its day, by those of any box within.
 *
 * @param errors what the last save found: another list after each, which begins anew
 */
export function useUntouched<Found extends FieldError>(errors: readonly Found[]): readonly Found[] {
  const [touched, setTouched] = useState<Touched>({ of: errors, fields: new Set() })
  useEffect(() => {
    if (errors.length === 0) return
    const heard = ({ target }: Event): void => {
      if (!(target instanceof Element)) return
      const names = namesAround(target)
      const found = errors.flatMap(({ field }) => (field !== undefined && isAmong(names, field) ? [field] : []))
      if (found.length === 0) return
      setTouched((before) => ({
        of: errors,
        fields: new Set([...(before.of === errors ? before.fields : []), ...found]),
      }))
    }
    document.addEventListener('input', heard)
    return () => document.removeEventListener('input', heard)
  }, [errors])
  if (touched.of !== errors || touched.fields.size === 0) return errors
  return errors.filter(({ field }) => field === undefined || !touched.fields.has(field))
}

/**
 * What to fix in one box, until somebody types in it. Its line goes from the summary above the form too.
 *
 * @example const errorIn = useErrorIn(errors); <TextField id="why" error={errorIn('why')} … />
 */
export function useErrorIn(errors: readonly FieldError[]): (field: string) => string | undefined {
  const left = useUntouched(errors)
  return (field) => left.find((error) => error.field === field)?.message
}

/** The hub calls a box by its place in what was sent, `changes.callerPhone`; a page with many forms calls it by its form too. */
const isAmong = (names: readonly string[], field: string): boolean =>
  names.some((name) => name === field || field.endsWith(`.${name}`) || name.endsWith(`.${field}`))

/** The ids and names of a control and of those that stand in one field with it. */
function namesAround(target: Element): readonly string[] {
  const controls = [target]
  for (let field = target.closest('.f'); field !== null; field = field.parentElement?.closest('.f') ?? null)
    controls.push(...field.querySelectorAll('input, select, textarea'))
  return controls.flatMap((one) => [one.id, one.getAttribute('name') ?? '']).filter((name) => name !== '')
}
