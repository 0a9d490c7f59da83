/** What each single key does until its person says otherwise. The same key may do a thing of its kind on another page. */
export const singleKeys = {
  n: 'New referral',
  '/': 'Find a person or reference',
  j: 'Next referral, or the week after',
  k: 'Previous referral, or the week before',
  t: 'Triage',
  a: 'Allocate, or add a shift or an AMHP',
  '1': 'Take suggestion 1',
  '2': 'Take suggestion 2',
  '3': 'Take suggestion 3',
  o: 'Choose somebody else',
  h: 'Hold until…',
  z: 'Undo',
  m: 'Write a note or a call',
  i: 'To the first alarm',
  p: 'Names shown or initials',
  s: 'Sound on or off',
  '?': 'The list of keys',
} as const satisfies Readonly<Record<string, string>>
export type SingleKey = keyof typeof singleKeys
/** In the order of their list: letters before figures, which an object puts first. */
export const allSingleKeys = (Object.keys(singleKeys) as readonly SingleKey[]).toSorted(
  (a, b) => Number(/\d/.test(a)) - Number(/\d/.test(b)),
)

/** How one person has set the single keys (WCAG 2.2, 2.1.4): all off, or some changed; `''` is a key turned off by itself. */
export interface OwnKeys {
  readonly on: boolean
  readonly changed: Readonly<Partial<Record<SingleKey, string>>>
}

/** What holds until somebody says otherwise. */
export const usualKeys: OwnKeys = { on: true, changed: {} }

/** Begins a pair, `g b`: alone it does nothing. */
const BEGINS_PAIRS = 'g'

/** What is pressed for a thing; `null` when nothing is. @example keyFor('n', { on: true, changed: { n: 'x' } }) // 'x' */
export const keyFor = (key: SingleKey, { on, changed }: OwnKeys): string | null =>
  on ? (changed[key] ?? key) || null : null

/**
 * Which thing a pressed key does for its person, by the key that it has as a rule; `null` for none.
 *
 * @example meantBy('x', { on: true, changed: { n: 'x' } }) // 'n'
 */
export const meantBy = (pressed: string, own: OwnKeys): SingleKey | null =>
  allSingleKeys.find((key) => keyFor(key, own) === pressed) ?? null

export type KeyRefusal =
  | { readonly code: 'not-one-key'; readonly field: SingleKey }
  | { readonly code: 'key-begins-pairs'; readonly field: SingleKey }
  | { readonly code: 'key-taken'; readonly field: SingleKey; readonly by: SingleKey }

/** As it is pressed: without space around it, and small. @example typedKey(' X ') // 'x' */
export const typedKey = (typed: string): string => typed.trim().toLowerCase()

/** One letter, figure or sign that a keyboard makes by itself. */
const ONE_KEY = /^[\p{L}\p{N}\p{P}\p{S}]$/u

/**
 * What is wrong with a choice of keys; `null` when every key does one thing.
 *
 * @example checkKeys({ n: 'j' }) // { code: 'key-taken', field: 'n', by: 'j' }
 */
export function checkKeys(changed: OwnKeys['changed']): KeyRefusal | null {
  for (const key of allSingleKeys) {
    const own = changed[key]
    if (own === undefined || own === '') continue
    if (!ONE_KEY.test(own)) return { code: 'not-one-key', field: key }
    if (own === BEGINS_PAIRS) return { code: 'key-begins-pairs', field: key }
    const by = allSingleKeys.find((other) => other !== key && keyFor(other, { on: true, changed }) === own)
    if (by !== undefined) return { code: 'key-taken', field: key, by }
  }
  return null
}

/** Each refusal as a sentence that says what to do. */
export function keyWords(refusal: KeyRefusal): string {
  switch (refusal.code) {
    case 'not-one-key':
      return `${singleKeys[refusal.field]}: type one letter, figure or sign, or leave it empty to turn it off.`
    case 'key-begins-pairs':
      return `${singleKeys[refusal.field]}: G begins the keys that go to a page. Choose another.`
    case 'key-taken':
      return `${singleKeys[refusal.field]}: that key does “${singleKeys[refusal.by]}” already. Choose another, or change that one too.`
  }
}
