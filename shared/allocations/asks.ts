import type { JobToAllocate } from './candidates.ts'

const notA = (words: string) => new RegExp(`\\b(?:not|no|never)\\s+(?:an?\\s+)?(?:${words})\\b`, 'iu')
const aWord = (words: string) => new RegExp(`\\b(?:${words})\\b`, 'iu')
const WOMAN = 'woman|women|female|lady'
const MAN = 'man|men|male'

/**
 * What somebody asks for, read from the line that was typed: a woman or a man, and a language that an AMHP of this service
 * speaks. What cannot be read is left to whoever decides: the line itself stays on the screen.
 *
 * @example readAsks('A woman AMHP, Swedish interpreter', '', ['Swedish']) // { gender: 'woman', language: 'Swedish' }
 */
export function readAsks(
  asksFor: string,
  interpreter: string,
  languagesSpoken: readonly string[],
): JobToAllocate['asksFor'] {
  const said = `${asksFor} ${interpreter}`.toLowerCase()
  const language = languagesSpoken.find((one) => one.trim() !== '' && said.includes(one.toLowerCase())) ?? null
  return { gender: genderIn(asksFor), language }
}

function genderIn(text: string): 'woman' | 'man' | null {
  if (notA(MAN).test(text)) return 'woman'
  if (notA(WOMAN).test(text)) return 'man'
  if (aWord(WOMAN).test(text)) return 'woman'
  return aWord(MAN).test(text) ? 'man' : null
}
