import { useState } from 'react'
import { useKeepRule } from './useKeepRule.ts'

/** The fields of an entry that hold what is typed into one box. */
type TextOf<Entry> = { [Key in keyof Entry]: string extends Entry[Key] ? Key : never }[keyof Entry] & string

/**
 * A form as it is typed, every field in one value: what ties a box of text to it, what changes the rest, and `keep` to send it. What was
 * typed stays through every refusal.
 *
 * Whoever was overtaken finds in the boxes that they did not touch what the colleague has put there, and is asked to look and save again.
 *
 * @param begun what the boxes hold of the row as it is now
 * @param version of that row; 0 for something new
 *
 * @example const { entry, tie, change, keep } = useEntry(() => ({ day: today, why: '', firm: false }))
 *   // <TextField label="Day" type="date" {...tie('day')} />
 */
export function useEntry<Entry extends object>(begun: () => Entry, version = 0) {
  const [entry, setEntry] = useState(begun)
  const keeping = useKeepRule(version)
  const [base, setBase] = useState({ entry, version: keeping.seenVersion })
  if (base.version !== keeping.seenVersion) {
    const theirs = begun()
    setEntry((mine) => takenOver(mine, base.entry, theirs))
    setBase({ entry: theirs, version: keeping.seenVersion })
  }
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

/**
 * What one has typed, over what a colleague has changed meanwhile.
 *
 * @param base what both began from
 * @example takenOver({ phone: '1', word: 'red' }, { phone: '1', word: 'blue' }, { phone: '2', word: 'blue' }) // { phone: '2', word: 'red' }
 */
export function takenOver<Entry extends object>(mine: Entry, base: Entry, theirs: Entry): Entry {
  const touched = (Object.entries(mine) as [keyof Entry, unknown][]).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name]),
  )
  return { ...theirs, ...Object.fromEntries(touched) }
}
