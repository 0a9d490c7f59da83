import { useQuery } from '@tanstack/react-query'
import type { Instant } from '#shared/time/instant.ts'
import { getForm, postForm, type Posted } from './post.ts'
import { stepUp } from './stepUp.ts'

/** One's own account, as `GET /api/account` tells it. */
export interface OwnAccount {
  readonly email: string
  readonly names: readonly string[]
  readonly byPost: boolean
  readonly demoOnly: boolean
  readonly hasApp: boolean
  readonly hasPasskey: boolean
  readonly codesLeft: number
  readonly openedBy: string
  readonly passwordChangedAt: Instant | null
  readonly appSince: Instant | null
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string
    readonly madeAt: Instant
    readonly usedAt: Instant | null
  }[]
  readonly happened: readonly {
    readonly what: string
    readonly words: string
    readonly at: Instant
    readonly device: string
  }[]
}

async function askAccount(): Promise<OwnAccount> {
  const got = await getForm<OwnAccount>('/api/account')
  if (!got.ok) throw new Error(got.message)
  return got.answer
}

/** One's own account: how one signs in, and what happened at its door. */
export const useOwnAccount = () => useQuery({ queryKey: ['own-account'], queryFn: askAccount })

/** A change of one's own account. When the hub wants to know first who is there, it is asked and sent again. */
export async function changeAccount<Answer = unknown>(path: string, body: unknown): Promise<Posted<Answer>> {
  const sent = await postForm<Answer>(path, body)
  if (sent.ok || sent.code !== 'step-up-needed' || !(await stepUp())) return sent
  return postForm<Answer>(path, body)
}
