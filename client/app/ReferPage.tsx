import { lazy, Suspense } from 'react'
import { useTitle } from '#client/kernel/title.ts'

const ReferScreen = lazy(() =>
  import('./refer/ReferScreen.tsx').then(({ ReferScreen: screen }) => ({ default: screen })),
)

/** The web form of partners: it has no session, and needs none. */
export function ReferPage() {
  useTitle('Make a referral')
  return (
    <Suspense fallback={null}>
      <ReferScreen />
    </Suspense>
  )
}
