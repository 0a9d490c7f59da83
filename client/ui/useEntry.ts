import { useState } from 'react'
import { useKeepRule } from './useKeepRule.ts'

/** The fields of an entry that hold what is typed into one box. */
type TextOf<Entry> = { [Key in keyof Entry]: string extends Entry[Key] ? Key : never }[keyof Entry] & string

/**
 * A form as it is typed, every field in one value: what ties a box of text to it, what changes the rest, and `keep` to send it. What was
 * typed stays through every refusal.
 *
 * @param version of what the form was opened on, for `seenVersion`; 0 for something new
 *
 * @example const { entry, tie, change, keep } = useEntry(() => ({ day: today, why: '', firm: false }))
 *   // <TextField label="Day" type="date" {...tie('day')} />
 */
export function useEntry<Entry extends object>(begun: () => Entry, version = 0) {
  const [entry, setEntry] = useState(begun)
  const keeping = useKeepRule(version)
  const change = (part: Partial<Entry>): void => setEntry((before) => ({ ...before, ...part }))
  const tie = (field: TextOf<Entry>) => ({
    id: field,
    // Only fields of text can be named here.
    value: entry[field] as string,
    error: keeping.errorOf(field),
    onChange: (event: { readonly target: { readonly value: string } }): void =>
      setEntry((before) => ({ ...before, [field]: event.target.value })),
  })
  return { entry, change, tie, ...keeping }
}
