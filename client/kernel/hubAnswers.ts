import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Instant } from '#shared/time/instant.ts'
import { nowInstant } from './clock.ts'
import { call } from './wire.ts'

const AGAIN_MS = 30_000
/** Whoever waits for the hub to come back should not wait for us as well. */
const AWAY_AGAIN_MS = 5_000

export interface HubAnswer {
  readonly answers: boolean
  readonly checkedAt: Instant
}

/** Past every copy on this device: `/health` is answered by the hub itself or not at all. */
async function askHub(): Promise<HubAnswer> {
  const answers = await call('/health').then(
    ({ ok }) => ok,
    () => false,
  )
  return { answers, checkedAt: nowInstant() }
}

/**
 * Whether the hub answers, asked again by itself and at once when the signal comes or goes: for pages without a live line.
 *
 * @returns `null` until it was asked once
 */
export function useHubAnswers(): HubAnswer | null {
  const { data, refetch } = useQuery({
    queryKey: ['hub answers'],
    queryFn: askHub,
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => (state.data?.answers === false ? AWAY_AGAIN_MS : AGAIN_MS),
    gcTime: 0,
  })
  useEffect(() => {
    const look = (): void => void refetch()
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [refetch])
  return data ?? null
}
