/** A contracted week is worked on five days. */
const WORKING_DAYS = 5

/**
 * A whole day off by somebody's contract, in minutes: so much TOIL taken stands on the rota; `null` without contracted hours.
 *
 * @example wholeDay({ contractedMinutesPerWeek: 2220 }) // 444, which is 7h 24m
 */
export const wholeDay = ({
  contractedMinutesPerWeek,
}: {
  readonly contractedMinutesPerWeek: number | null
}): number | null =>
  contractedMinutesPerWeek === null || contractedMinutesPerWeek === 0
    ? null
    : Math.floor(contractedMinutesPerWeek / WORKING_DAYS)
