import { useEffect, useRef, useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { call } from '#client/kernel/wire.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { WallView } from '#shared/wall/view.ts'

const EVERY_MS = 5_000

export interface Wall {
  readonly view: WallView | null
  /** When the hub last answered. */
  readonly heardAt: Instant | null
  /** The link has ended, or there never was one. */
  readonly ended: boolean
}

/** The token stands behind the `#` of the link, so that no server, proxy or log is ever told it in an address. */
function takeToken(): string | null {
  const token = location.hash.slice(1)
  if (token === '') return null
  history.replaceState(null, '', `${location.pathname}${location.search}`)
  return token
}

async function ask(token: string | null): Promise<WallView | 'ended' | null> {
  try {
    const response = await call('/api/wall', {
      ...(token === null
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) }),
      signal: AbortSignal.timeout(EVERY_MS),
    })
    if (response.status === 401) return 'ended'
    return response.ok ? ((await response.json()) as WallView) : null
  } catch {
    return null
  }
}

/** Asks every five seconds, and says when it last heard: what is not heard is never shown as if it were live. */
export function useWall(): Wall {
  const [wall, setWall] = useState<Wall>({ view: null, heardAt: null, ended: false })
  const token = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    token.current ??= takeToken()
    const look = async (): Promise<void> => {
      const heard = await ask(token.current ?? null)
      if (stopped) return
      if (heard === 'ended') setWall({ view: null, heardAt: null, ended: true })
      else if (heard !== null) {
        token.current = null
        setWall({ view: heard, heardAt: nowInstant(), ended: false })
      }
      timer = setTimeout(() => void look(), EVERY_MS)
    }
    void look()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [])
  return wall
}
