import type { SourceCode } from '../referrals/referral.ts'
import type { Skill } from '../register/contract.ts'

/** What words ask for, in the line of what the person asks for and the one of the interpreter. */
const asked: { readonly [One in Skill]?: RegExp } = {
  'older-people': /\b(?:dementia|older (?:people|person|adults?))\b/iu,
  'learning-disability': /\b(?:learning (?:disabilit|difficult)|autis)/iu,
  deaf: /\b(?:deaf|BSL|british sign)\b/iu,
  perinatal: /\b(?:peri|post)natal|\bmother and baby\b/iu,
  'eating-disorder': /\beating disorder/iu,
  'substance-use': /\b(?:alcohol|drugs?|substance) (?:use|misuse)\b/iu,
}

const ofSource: { readonly [Source in SourceCode]?: Skill } = {
  CHILDREN_CAMHS: 'children',
  LD_AUTISM_TEAM: 'learning-disability',
  OLDER_ADULTS_MEMORY: 'older-people',
  POLICE_CUSTODY: 'forensic',
  PRISON_IRC: 'forensic',
  COURT: 'forensic',
}

/** What of a referral says which experience it wants. */
export interface WantsSkills {
  readonly source: SourceCode
  readonly asksFor: string
  readonly interpreter: string
  /** `null` when nobody knows. */
  readonly under18: boolean | null
}

const order: readonly Skill[] = [
  'children',
  'older-people',
  'learning-disability',
  'deaf',
  'perinatal',
  'eating-disorder',
  'forensic',
  'substance-use',
]

/**
 * Which experience of an AMHP a referral wants: of children for anybody under 18 (Code of Practice 14.35, ch. 19), what the team that asks
 * is there for, and what is written where somebody says what they ask for. Nothing is read from what happened or from a diagnosis.
 *
 * @example skillsWanted({ source: 'GP', asksFor: 'Deaf, BSL', interpreter: '', under18: true }) // ['children', 'deaf']
 */
export function skillsWanted({ source, asksFor, interpreter, under18 }: WantsSkills): readonly Skill[] {
  const said = `${asksFor}\n${interpreter}`
  return order.filter(
    (skill) =>
      (skill === 'children' && under18 === true) || ofSource[source] === skill || (asked[skill]?.test(said) ?? false),
  )
}
