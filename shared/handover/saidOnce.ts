/** Fewer words than that are an answer to what stands before them ("Weapons? No."): they are no repetition. */
const LEAST_WORDS = 3

/** Where a sentence ends: not after a title, nor after an initial. */
const SENTENCE_END = /(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|Sgt|Insp|St|Rd|approx|tel|ext|[A-Z])\.)(?<=[.!?…])\s+/u

const bare = (text: string): string =>
  text
    .replace(/[.!?…]+$/u, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/**
 * Texts of different hands as one: a sentence that an earlier text says already is not said again, and each text ends in one full stop
 * before the next begins. What one text repeats by itself stays as it was written.
 *
 * @example saidOnce(['Police will stay.', 'None known. Police will stay.']) // 'Police will stay. None known.'
 */
export function saidOnce(texts: readonly string[]): string {
  const said = new Set<string>()
  const parts: string[] = []
  for (const text of texts.map((one) => one.trim())) {
    const sentences = text.split(SENTENCE_END).filter(Boolean)
    const isNew = (sentence: string) => !said.has(bare(sentence)) || bare(sentence).split(' ').length < LEAST_WORDS
    const again = said.has(bare(text)) || !sentences.some(isNew)
    // A text of which nothing was said before keeps its own lines.
    if (!again) parts.push(sentences.every(isNew) ? text : sentences.filter(isNew).join(' '))
    for (const one of [text, ...sentences]) said.add(bare(one))
  }
  return parts.map((part, place) => (place < parts.length - 1 ? ended(part) : part)).join(' ')
}

const ended = (text: string): string => (/[.!?…:;]$/u.test(text) ? text : `${text}.`)
