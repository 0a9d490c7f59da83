/** Words that begin a sentence or stand for an office, and name nobody. Small letters. */
const NOBODY = new Set(
  `a about accepted according address advised after again all also although am amhp an and any approved april arrived as asked assessed assessment at august away
  bed been before being both brought but by call called calls care carer cid clear community contact could council court cpn crisis
  current currently december declined detained did discharged do doctor does during east ed edt emergency even every february first for
  found friday from further gave general given gp had has have he her his home hospital house how i if in informal is it january july
  june last later left less liaison lives located london looked made may mental monday most nearest needs new nhs nhs111 no none north
  not november now october of officer on one only or other our out over paced patient pc person place plan police possible presented
  previous previously psychiatry reported reports road said saturday says section seen sent september she since social some south
  spoke st started still street sunday team that the their then there they this thursday today told took transferred tuesday two
  unable under unknown until urgent very wants ward was we wednesday went were west when where which while who will with without
  would yesterday you mha mhaa s136 s135 s2 s3 s4 s5 cto aem a&e pos dr`.split(/\s+/),
)

/** Whom somebody is to somebody: such a word points at a person, named or not. */
const KIN_WORD =
  /(?<![\p{L}-])(?:mother|father|mum|dad|parents?|sister|brother|sibling|daughter|son|children|child|wife|husband|partner|boyfriend|girlfriend|ex-partner|ex-wife|ex-husband|aunt|uncle|niece|nephew|cousin|grandmother|grandfather|grandson|granddaughter|neighbours?|friend|flatmate|housemate|landlord|landlady|carer)(?![\p{L}-])/giu
const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}’'-]*(?:[ \u00A0](?=\p{Lu})\p{Lu}[\p{L}\p{M}’'-]*)*/gu

const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[\p{M}’']/gu, '')
    .toLowerCase()

/** Takes words that name nobody off both ends of a run of capitalised words. */
function namingPart(run: string, own: ReadonlySet<string>): string {
  const words = run.split(/[ \u00A0]/)
  const names = (word: string | undefined): boolean =>
    word !== undefined && !NOBODY.has(fold(word)) && !own.has(fold(word)) && word.length > 1
  while (words.length > 0 && !names(words[0])) words.shift()
  while (words.length > 0 && !names(words.at(-1))) words.pop()
  return words.join(' ')
}

/**
 * Parts of a free text that may speak of other people, in the order in which they first stand: capitalised words that are neither the
 * person’s own name nor ordinary, and words for relatives and neighbours. It marks too much on purpose: a human eye decides, and
 * what it does not mark may still name somebody, so the text must be read.
 *
 * @param own the person’s own names
 * @example possibleNames('Her sister Margaret Holt rang.', ['Jean Whitlock']) // ['sister', 'Margaret Holt']
 */
export function possibleNames(text: string, own: readonly string[]): readonly string[] {
  const ownWords = new Set(own.flatMap((name) => name.split(/\s+/)).map(fold))
  const runs = [...text.matchAll(CAPITALISED)].map((found) => ({
    at: found.index,
    words: namingPart(found[0], ownWords),
  }))
  const kin = [...text.matchAll(KIN_WORD)].map((found) => ({ at: found.index, words: found[0] }))
  const found = [...runs, ...kin].filter(({ words }) => words !== '').toSorted((a, b) => a.at - b.at)
  return [...new Set(found.map(({ words }) => words))]
}
