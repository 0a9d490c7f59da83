import type { ClaimRow } from '#shared/toil/contract.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'

/** The main reason, with a closer word for it if there is one. */
export interface ChosenReason {
  readonly code: DelayCode
  readonly sub: string | null
}

interface ReasonSent {
  readonly code: DelayCode
  readonly sub: string | null
  readonly startedAt: string | null
  readonly endedAt: string | null
}

/**
 * What is sent of the reasons. As they were proposed nothing is sent: the waits that were timed stand. When the AMHP adds others, the
 * timed ones keep their times, and what was added shares the time that no wait explains.
 *
 * @example reasonsToSend(claim, { code: 'BED', sub: 'WITHDRAWN' }, []) // []: the proposal, with a closer word
 */
export function reasonsToSend(
  { causes }: Pick<ClaimRow, 'causes'>,
  main: ChosenReason,
  besides: readonly DelayCode[],
): ReasonSent[] {
  const proposed = causes.map(({ code }) => code)
  const added = [main.code, ...besides].filter((code) => !proposed.includes(code))
  if (added.length === 0) return []
  const timed = causes
    .filter(({ code }) => code !== 'PAPER' && code !== 'REF_LATE')
    .flatMap(({ code, spans }) =>
      spans.map(({ start, end }) => ({
        code,
        sub: code === main.code ? main.sub : null,
        startedAt: start,
        endedAt: end,
      })),
    )
  const untimed = [...new Set(added)].map((code) => ({
    code,
    sub: code === main.code ? main.sub : null,
    startedAt: null,
    endedAt: null,
  }))
  const mainIsThere = [...timed, ...untimed].some(({ code }) => code === main.code)
  return mainIsThere ? [...timed, ...untimed] : [...timed, ...untimed, { ...main, startedAt: null, endedAt: null }]
}
