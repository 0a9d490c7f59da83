import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { RadioChips } from './RadioChips.tsx'

export interface WhichOfTwoProps {
  /** `null` where nothing is to be asked. */
  readonly two: { readonly first: Instant; readonly second: Instant } | null
  readonly which: '' | 'first' | 'second'
  readonly onChoose: (which: 'first' | 'second') => void
}

/** Asks which of the two is meant, of a time in the hour that the clocks repeat. */
export function WhichOfTwo({ two, which, onChoose }: WhichOfTwoProps) {
  if (two === null) return null
  const { first, second } = two
  return (
    <RadioChips
      label="The clocks went back: which of the two"
      options={[
        { value: 'first', label: formatInstant(first, londonDayOf(first)) },
        { value: 'second', label: formatInstant(second, londonDayOf(second)) },
      ]}
      value={which === '' ? null : which}
      onChange={onChoose}
    />
  )
}
