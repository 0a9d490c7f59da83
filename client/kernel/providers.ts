import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from './wire.ts'

/** A council or trust whose people sign in with the account that they have there. */
export interface SignInProvider {
  readonly id: string
  readonly label: string
}

const answer = z.object({ providers: z.array(z.object({ id: z.string(), label: z.string() })) })

async function askProviders(): Promise<readonly SignInProvider[]> {
  const response = await call('/api/sign-in/providers')
  const read = answer.safeParse(await response.json().catch(() => null))
  return read.success ? read.data.providers : []
}

/** With whom one can sign in here: `null` until it is known, none when the hub cannot be asked or names none. */
export function useProviders(): readonly SignInProvider[] | null {
  const asked = useQuery({ queryKey: ['sign-in-providers'], queryFn: askProviders, retry: 1 })
  return asked.data ?? (asked.isError ? [] : null)
}

/** Where the way to a provider begins. @param to a page of ours to come back to @param why `again`: to show that it is still them */
export const wayTo = (provider: SignInProvider, to: string, why: 'sign-in' | 'again' = 'sign-in'): string =>
  `/sign-in/with/${encodeURIComponent(provider.id)}?to=${encodeURIComponent(to)}${why === 'again' ? '&for=again' : ''}`
