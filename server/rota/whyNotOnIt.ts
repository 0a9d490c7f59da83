import type { Standing } from '#shared/register/approval.ts'
import type { Gone, ShiftRow } from '#shared/rota/contract.ts'
import { isAmhpRole, mayWork } from '#shared/rota/planning.ts'
import { spanOf } from '#shared/rota/roster.ts'
import type { Instant } from '#shared/time/instant.ts'

/**
 * Why somebody who is on a shift, or drafted for it, is no cover in it: they have left, or may not act as an AMHP through it. Whoever left
 * after it was over had it.
 *
 * @param standing as the register has it now; `null` for somebody who was never approved
 * @example whyNotOnIt(shift, undefined, null) // 'not-approved'
 */
export function whyNotOnIt(
  shift: Pick<ShiftRow, 'role' | 'startsAt' | 'endsAt'>,
  gone: { readonly why: Gone; readonly since: Instant } | undefined,
  standing: Standing | null,
): ShiftRow['mayNotAct'] {
  if (gone && shift.endsAt > gone.since) return gone.why
  if (!isAmhpRole(shift.role)) return null
  const answered = mayWork(standing, spanOf(shift))
  return answered.ok ? null : answered.refusal.code
}
