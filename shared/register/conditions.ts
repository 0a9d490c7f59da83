/**
 * Conditions of an approval that limit which work its person may take. A council that approves may set them, and they stand beside those of
 * SI 2008/1206 reg 5, which are asked of everybody. What can be told from a referral has a code; everything else is `other`, in words.
 */
export const approvalConditions = {
  accompanied: 'acts only together with another AMHP',
  'not-under-18': 'does not act for people under 18',
  other: 'another condition',
} as const
export type ApprovalCondition = keyof typeof approvalConditions
export const conditionCodes = Object.keys(approvalConditions) as readonly ApprovalCondition[]

const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Conditions as a sentence without its stop; '' when there are none.
 *
 * @example conditionsSay({ codes: ['accompanied'], words: '' }) // 'Acts only together with another AMHP'
 */
export const conditionsSay = ({
  codes,
  words,
}: {
  readonly codes: readonly ApprovalCondition[]
  readonly words: string
}): string =>
  firstUpper(codes.map((code) => (code === 'other' && words !== '' ? words : approvalConditions[code])).join('; '))

/**
 * Those of somebody’s conditions that bear on a job. An age that nobody knows may be under 18, and what a condition in words asks only a
 * person can tell: both bear.
 *
 * @param under18 whether the person referred is; `null` when nobody knows
 * @example conditionsBearing(['accompanied', 'not-under-18'], false) // ['accompanied']
 */
export const conditionsBearing = (
  conditions: readonly ApprovalCondition[],
  under18: boolean | null,
): readonly ApprovalCondition[] => conditions.filter((one) => one !== 'not-under-18' || under18 !== false)
