import { lazy, Suspense } from 'react'
import { useTitle } from '#client/kernel/title.ts'

const WallScreen = lazy(() =>
  import('#client/wall/WallScreen.tsx').then(({ WallScreen: screen }) => ({ default: screen })),
)

/** A screen on a wall: it has no session, and needs none. */
export function WallPage() {
  useTitle('Wall')
  return (
    <Suspense fallback={null}>
      <WallScreen />
    </Suspense>
  )
}
