import type { SessionStage } from '#shared/kernel/session.ts'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import type { IdentityDeps } from './deps.ts'

/** What an account has to show beside its password. */
export interface Standing {
  /** All its places are in invented services: then a password alone will do while there is no factor. */
  readonly demoOnly: boolean
  readonly hasApp: boolean
  readonly hasPasskey: boolean
  readonly codesLeft: number
}

export async function standingOf({ database }: Pick<IdentityDeps, 'database'>, accountId: string): Promise<Standing> {
  const [row] = await database<Standing[]>`select * from hub.account_standing(${accountId})`
  return row ?? { demoOnly: false, hasApp: false, hasPasskey: false, codesLeft: 0 }
}

export const hasFactor = ({ hasApp, hasPasskey }: Standing): boolean => hasApp || hasPasskey

/** By which factors somebody can show that it is them. */
export const factorsOf = ({ hasApp, hasPasskey, codesLeft }: Standing): readonly StepUpWay[] => [
  ...(hasApp ? (['totp'] as const) : []),
  ...(hasPasskey ? (['passkey'] as const) : []),
  ...(codesLeft > 0 && (hasApp || hasPasskey) ? (['recovery'] as const) : []),
]

/** What is still to be shown after a password, or after a provider that saw no second factor. */
export async function stageAfter(deps: Pick<IdentityDeps, 'database'>, accountId: string): Promise<SessionStage> {
  const standing = await standingOf(deps, accountId)
  return hasFactor(standing) ? 'second-factor' : standing.demoOnly ? 'complete' : 'enrolment'
}
