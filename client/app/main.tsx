import '#client/kernel/zodWithoutEval.ts'
import '#client/ui/styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryCache } from '#client/kernel/queryCache.ts'
import { SessionProvider } from '#client/kernel/session.tsx'
import { startHearing } from '#client/kernel/outbox.ts'
import { startSound } from '#client/kernel/sound.ts'
import { startShortcuts } from '#client/kernel/shortcuts.ts'
import { startTheme } from '#client/kernel/theme.ts'
import { IconSprite } from '#client/ui/Icon.tsx'
import { LiveRegions } from '#client/ui/LiveRegions.tsx'
import { startSayingUnsent } from '#client/ui/sayUnsent.ts'
import { router } from './routes.tsx'

startTheme()
startShortcuts()
startSound()
startHearing()
startSayingUnsent()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root')

createRoot(root).render(
  <StrictMode>
    <IconSprite />
    <LiveRegions />
    <QueryClientProvider client={makeQueryCache()}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </QueryClientProvider>
  </StrictMode>,
)
