// Marks that turn the reading direction (Unicode UAX #9), and letters of the scripts that are written from right to left.
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/
const OPENS = /[\u2066-\u2068]/
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * What somebody typed, to stand in a sentence of ours: whatever marks of direction it holds, they end with it and turn none of the words
 * around it. Text without such marks and without letters from right to left is given back as it is. Only for showing: what is kept, and
 * what stands in a box to be corrected, stays as it was typed.
 *
 * Isolates that the text opens are closed, and those that it closes without having opened them are opened before it (UAX #9, X5a to X6a).
 *
 * @example isolated('Marta') // 'Marta'
 * @example isolated('\u202Eatram') // '\u2068\u202Eatram\u2069'
 */
export function isolated(text: string): string {
  if (!TURNS.test(text)) return text
  let open = 0
  let unopened = 0
  for (const letter of text) {
    if (OPENS.test(letter)) open += 1
    else if (letter === POP_ISOLATE && open > 0) open -= 1
    else if (letter === POP_ISOLATE) unopened += 1
  }
  return FIRST_STRONG_ISOLATE.repeat(1 + unopened) + text + POP_ISOLATE.repeat(1 + open)
}

/**
 * The same for every text in an answer, however deep: for whoever makes sentences of it. An answer with nothing to isolate is given back
 * itself, so that it can still be compared.
 *
 * @example isolatedIn(record).referral.firstName
 */
export function isolatedIn<Value>(value: Value): Value {
  return within(value) as Value
}

function within(value: unknown): unknown {
  if (typeof value === 'string') return isolated(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const made = items.map(within)
    return made.some((item, place) => item !== items[place]) ? made : value
  }
  const made = Object.entries(value).map(([key, inner]) => [key, inner as unknown, within(inner)] as const)
  return made.some(([, before, after]) => before !== after)
    ? Object.fromEntries(made.map(([key, , after]) => [key, after]))
    : value
}
